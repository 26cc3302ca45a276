using System.Buffers;
using System.Runtime.InteropServices;

namespace Neuro.Experiments.Parquet.Format;

/// <summary>Bytes that grow at their end and are used again after a clear; the memory is the shared pool's, so that the next file finds it warm.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Clears, and gives the memory back.</summary>
    public void Free()
    {
        Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    public Span<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Room behind the end, at least as much as asked for; it counts only once it is taken by <see cref="Advance"/>.</summary>
    /// <exception cref="InvalidOperationException">A buffer cannot be that large.</exception>
    public Span<byte> Room(int bytes)
    {
        if (bytes > _bytes.Length - Length)
        {
            Grow((long)Length + bytes);
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int bytes) => Length += bytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void Append(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void AppendValues<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Append(MemoryMarshal.AsBytes(values));

    /// <summary>Seven bits a byte, lowest first; all but the last byte have their top bit set.</summary>
    public void AppendVarint(ulong value)
    {
        var room = Room(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[count++] = (byte)(value | 0x80);
        }

        room[count++] = (byte)value;
        Length += count;
    }

    /// <summary>A signed number, small in size when it is small in magnitude.</summary>
    public void AppendZigzag(long value) => AppendVarint((ulong)((value << 1) ^ (value >> 63)));

    private void Grow(long needed)
    {
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException($"found {needed} bytes of one column since the last row group, expected at most {Array.MaxLength}: end rows more often");
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(256, 2L * _bytes.Length))));
        Written.CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }

    private static void Return(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
