using System.Runtime.InteropServices;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>Reads the hybrid of run lengths and bit packing, a run at a time.</summary>
internal ref struct HybridReader(ReadOnlySpan<byte> source, int width)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private ReadOnlySpan<byte> _packed;
    private int _position;

    /// <summary>Whether all bytes have been read.</summary>
    public readonly bool IsAtEnd => _position == _source.Length;

    /// <summary>Goes to the next run.</summary>
    /// <param name="left">How many numbers are still wanted, above 0.</param>
    /// <param name="value">The number that is repeated; 0 where packed numbers follow.</param>
    /// <param name="isPacked">Whether packed numbers follow, to be had from <see cref="Take"/>.</param>
    /// <returns>How many numbers of those wanted the run holds, above 0.</returns>
    public int Next(int left, out uint value, out bool isPacked)
    {
        ulong head = Varints.Read(_source, ref _position);
        isPacked = (head & 1) == 1;
        value = 0;
        if (isPacked)
        {
            ulong groups = head >> 1;
            if (groups == 0 || groups > (ulong)((left + 7) / 8))
            {
                throw new MalformedException($"{groups} groups of eight packed numbers", $"1 to {(left + 7) / 8}");
            }

            _packed = Bytes((int)groups * width);
            return Math.Min(left, (int)groups * 8);
        }

        if (head >> 1 is 0 or > int.MaxValue || (int)(head >> 1) > left)
        {
            throw new MalformedException($"a run of {head >> 1} numbers", $"1 to {left}");
        }

        Bytes((width + 7) / 8).CopyTo(MemoryMarshal.AsBytes(new Span<uint>(ref value)));
        return width == 32 || value >> width == 0 ? (int)(head >> 1) : throw new MalformedException($"the number {value} in a run", $"one of {width} bits");
    }

    /// <summary>The next packed numbers of the run.</summary>
    /// <param name="values">Receives them: a multiple of eight, of which the last may be padding.</param>
    public void Take(scoped Span<uint> values)
    {
        BitPacking.Unpack(_packed, width, values);
        _packed = _packed[(values.Length / 8 * width)..];
    }

    /// <summary>The bytes of the packed numbers, all of the run.</summary>
    public readonly ReadOnlySpan<byte> Packed => _packed;

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _source.Length - _position)
        {
            throw new MalformedException("the end of the page", $"{count} bytes of a run");
        }

        _position += count;
        return _source.Slice(_position - count, count);
    }
}
