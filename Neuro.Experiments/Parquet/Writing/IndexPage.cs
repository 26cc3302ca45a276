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

    /// <summary>Room for indices; they count once <see cref="Advance"/> takes them.</summary>
    public Span<uint> Room(int count)
    {
        Staging.Grow(ref _indices, Count, count + Padding);
        return _indices.AsSpan(Count, count);
    }

    public void Advance(int count) => Count += count;

    public void Add(int index, int count)
    {
        Room(count).Fill((uint)index);
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
