using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

        Span<ulong> room = stackalloc ulong[DeltaEncoder.Miniblock];
        for (int at = 1; at < values.Length; at += DeltaEncoder.Block)
        {
            last = DecodeBlock(source, ref position, last, values.Slice(at, Math.Min(DeltaEncoder.Block, values.Length - at)), room);
        }

        if (position != source.Length)
        {
            throw new MalformedException($"{source.Length - position} bytes behind the last difference", "none");
        }
    }

    private static T DecodeBlock<T>(ReadOnlySpan<byte> source, ref int position, T last, Span<T> values, Span<ulong> room)
        where T : unmanaged, IBinaryInteger<T>
    {
        T least = Number<T>(source, ref position);
        ReadOnlySpan<byte> widths = Bytes(source, ref position, DeltaEncoder.Miniblocks);
        if (MemoryMarshal.Read<uint>(widths) == 0)
        {
            return Ramp(last, least, values);
        }

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
            last = DecodeMiniblock(packed, width, least, last, values.Slice(at, Math.Min(DeltaEncoder.Miniblock, values.Length - at)), room);
        }

        return last;
    }

    private static T DecodeMiniblock<T>(ReadOnlySpan<byte> packed, int width, T least, T last, Span<T> values, Span<ulong> room)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (width == 0)
        {
            return Ramp(last, least, values);
        }

        if (width <= 32)
        {
            Span<uint> lifted = MemoryMarshal.Cast<ulong, uint>(room)[..DeltaEncoder.Miniblock];
            BitPacking.Unpack(packed, width, lifted);
            if (Avx2.IsSupported && Unsafe.SizeOf<T>() == sizeof(int) && values.Length == DeltaEncoder.Miniblock)
            {
                return T.CreateTruncating(Sum(int.CreateTruncating(last), int.CreateTruncating(least), MemoryMarshal.Cast<uint, int>(lifted), MemoryMarshal.Cast<T, int>(values)));
            }

            for (int i = 0; i < values.Length; i++)
            {
                last += least + T.CreateTruncating(lifted[i]);
                values[i] = last;
            }
        }
        else
        {
            BitPacking.Unpack(packed, width, room);
            for (int i = 0; i < values.Length; i++)
            {
                last += least + T.CreateTruncating(room[i]);
                values[i] = last;
            }
        }

        return last;
    }

    /// <summary>Values at equal distances.</summary>
    private static T Ramp<T>(T last, T distance, Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        int i = 0;
        if (values.Length >= Vector256<T>.Count)
        {
            ref T to = ref MemoryMarshal.GetReference(values);
            Vector256<T> next = Vector256.CreateSequence(last + distance, distance);
            Vector256<T> step = Vector256.Create(T.CreateTruncating(Vector256<T>.Count) * distance);
            for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
            {
                next.StoreUnsafe(ref to, (nuint)i);
                next += step;
            }

            last = values[i - 1];
        }

        for (; i < values.Length; i++)
        {
            last += distance;
            values[i] = last;
        }

        return last;
    }

    /// <summary>Running sums of a miniblock, eight at a time: sums of pairs, of fours, the lower four onto the upper, and what came before onto all.</summary>
    private static int Sum(int last, int least, ReadOnlySpan<int> lifted, Span<int> values)
    {
        ref readonly int from = ref MemoryMarshal.GetReference(lifted);
        ref int to = ref MemoryMarshal.GetReference(values);
        Vector256<int> distance = Vector256.Create(least);
        Vector256<int> before = Vector256.Create(last);
        for (nuint i = 0; i < DeltaEncoder.Miniblock; i += 8)
        {
            Vector256<int> sums = Vector256.LoadUnsafe(in from, i) + distance;
            sums += Avx2.ShiftLeftLogical128BitLane(sums, 4);
            sums += Avx2.ShiftLeftLogical128BitLane(sums, 8);
            sums += Vector256.Create(Vector128<int>.Zero, Vector128.Create(sums[3]));
            sums += before;
            sums.StoreUnsafe(ref to, i);
            before = Avx2.PermuteVar8x32(sums, Vector256.Create(7));
        }

        return before[0];
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
