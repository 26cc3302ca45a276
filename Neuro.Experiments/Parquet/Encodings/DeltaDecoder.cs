using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>Reads differences of neighbours as <see cref="DeltaEncoder"/> writes them.</summary>
internal static class DeltaDecoder
{
    public static void Decode<T>(ReadOnlySpan<byte> source, Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        int position = 0;
        Expect(source, ref position, "values in a block of differences", DeltaEncoder.Block);
        Expect(source, ref position, "miniblocks in a block of differences", DeltaEncoder.Miniblocks);
        Expect(source, ref position, "values coded as differences", (ulong)values.Length);
        T last = Number<T>(source, ref position);
        if (!values.IsEmpty)
        {
            values[0] = last;
        }

        for (int at = 1; at < values.Length; at += DeltaEncoder.Block)
        {
            last = DecodeBlock(source, ref position, last, values.Slice(at, Math.Min(DeltaEncoder.Block, values.Length - at)));
        }

        if (position != source.Length)
        {
            throw new MalformedException($"{source.Length - position} bytes behind the last difference", "none");
        }
    }

    private static T DecodeBlock<T>(ReadOnlySpan<byte> source, ref int position, T last, Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        T least = Number<T>(source, ref position);
        ReadOnlySpan<byte> widths = Bytes(source, ref position, DeltaEncoder.Miniblocks);
        for (int i = 0, at = 0; at < values.Length; i++, at += DeltaEncoder.Miniblock)
        {
            int width = widths[i];
            if (width > 8 * Unsafe.SizeOf<T>())
            {
                throw new MalformedException($"differences of {width} bits", $"at most {8 * Unsafe.SizeOf<T>()}");
            }

            // The packed bytes and what lies behind them, so that whole vectors can be loaded.
            ReadOnlySpan<byte> packed = source[position..];
            Bytes(source, ref position, DeltaEncoder.Miniblock / 8 * width);
            last = DecodeMiniblock(packed, width, least, last, values.Slice(at, Math.Min(DeltaEncoder.Miniblock, values.Length - at)));
        }

        return last;
    }

    private static T DecodeMiniblock<T>(ReadOnlySpan<byte> packed, int width, T least, T last, Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (width == 0)
        {
            foreach (ref T value in values)
            {
                last += least;
                value = last;
            }
        }
        else if (width <= 32)
        {
            Span<uint> lifted = stackalloc uint[DeltaEncoder.Miniblock];
            BitPacking.Unpack(packed, width, lifted);
            for (int i = 0; i < values.Length; i++)
            {
                last += least + T.CreateTruncating(lifted[i]);
                values[i] = last;
            }
        }
        else
        {
            Span<ulong> lifted = stackalloc ulong[DeltaEncoder.Miniblock];
            BitPacking.Unpack(packed, width, lifted);
            for (int i = 0; i < values.Length; i++)
            {
                last += least + T.CreateTruncating(lifted[i]);
                values[i] = last;
            }
        }

        return last;
    }

    private static void Expect(ReadOnlySpan<byte> source, ref int position, string what, ulong expected)
    {
        ulong found = Varints.Read(source, ref position);
        if (found != expected)
        {
            throw new MalformedException($"{found} {what}", $"{expected}");
        }
    }

    private static T Number<T>(ReadOnlySpan<byte> source, ref int position)
        where T : unmanaged, IBinaryInteger<T>
    {
        long value = Varints.ReadZigzag(source, ref position);
        T number = T.CreateTruncating(value);
        return long.CreateTruncating(number) == value ? number : throw new MalformedException($"the number {value}", $"{8 * Unsafe.SizeOf<T>()} bits");
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> source, ref int position, int count)
    {
        if (count > source.Length - position)
        {
            throw new MalformedException("the end of the page", $"{count} bytes of differences");
        }

        position += count;
        return source.Slice(position - count, count);
    }
}
