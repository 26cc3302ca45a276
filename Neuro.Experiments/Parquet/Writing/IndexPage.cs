using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Indices into a dictionary, staged for a page.</summary>
internal sealed class IndexPage
{
    /// <summary>Numbers behind the last one that the encoder clears.</summary>
    private const int Padding = 7;

    private uint[] _indices = [];

    public int Count { get; private set; }

    public void Add(int index)
    {
        Staging.Grow(ref _indices, Count, 1 + Padding);
        _indices[Count++] = (uint)index;
    }

    public void Add(int index, int count)
    {
        Staging.Grow(ref _indices, Count, count + Padding);
        _indices.AsSpan(Count, count).Fill((uint)index);
        Count += count;
    }

    /// <summary>Gives memory back.</summary>
    public void Free() => Staging.Free(ref _indices);

    /// <summary>Appends the indices behind a byte with the bits of each, and begins anew.</summary>
    public void MoveTo(ByteBuffer target, int entries)
    {
        int width = BitPacking.Width((ulong)Math.Max(0, entries - 1));
        target.Append((byte)width);
        HybridEncoder.Encode(_indices, Count, width, target);
        Count = 0;
    }
}
