using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Indices into a dictionary, staged for a page.</summary>
internal sealed class IndexPage(int capacity)
{
    // Seven more, which the encoder clears.
    private readonly uint[] _indices = new uint[capacity + 7];

    public int Count { get; private set; }

    public void Add(int index) => _indices[Count++] = (uint)index;

    public void Add(int index, int count)
    {
        _indices.AsSpan(Count, count).Fill((uint)index);
        Count += count;
    }

    /// <summary>Appends the indices behind a byte with the bits of each, and begins anew.</summary>
    public void MoveTo(ByteBuffer target, int entries)
    {
        int width = BitPacking.Width((ulong)Math.Max(0, entries - 1));
        target.Append((byte)width);
        HybridEncoder.Encode(_indices, Count, width, target);
        Count = 0;
    }
}
