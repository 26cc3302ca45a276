using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>Numbers of a fixed number of bits, one behind the other, lowest bits first.</summary>
/// <remarks>Eight numbers of w bits take w bytes, so numbers come in groups of eight.</remarks>
internal static class BitPacking
{
    /// <summary>Bytes that <see cref="Pack(ReadOnlySpan{uint}, int, Span{byte})"/> may write behind the packed ones.</summary>
    public const int Slack = 16;

    /// <summary>The widest numbers of which any bit offset fits into 32 bits.</summary>
    private const int WidestShuffled = 25;

    private static readonly Vector256<byte>[] s_places = [.. Enumerable.Range(0, WidestShuffled + 1).Select(Places)];
    private static readonly Vector256<uint>[] s_shifts = [.. Enumerable.Range(0, WidestShuffled + 1).Select(Shifts)];

    /// <summary>Bits that the largest of some numbers needs, when given all of them joined by or.</summary>
    public static int Width(ulong joined) => 64 - BitOperations.LeadingZeroCount(joined);

    /// <summary>Packs numbers; their count must be a multiple of eight, and each fit into the width.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="width">0 to 32 bits.</param>
    /// <param name="target">Room for width / 8 bytes a number and <see cref="Slack"/>.</param>
    public static void Pack(ReadOnlySpan<uint> values, int width, Span<byte> target)
    {
        _ = target[(values.Length / 8 * width) + Slack - 1];
        if (width == 0)
        {
            return;
        }

        if (Bmi2.X64.IsSupported && width <= 8)
        {
            PackBytes(values, width, target);
        }
        else if (Bmi2.X64.IsSupported && width <= 16)
        {
            PackShorts(values, width, target);
        }
        else
        {
            PackPlain(values, width, target);
        }
    }

    /// <summary>Packs numbers of 33 to 64 bits; the rest as the other one.</summary>
    public static void Pack(ReadOnlySpan<ulong> values, int width, Span<byte> target)
    {
        ulong bits = 0;
        int count = 0;
        int at = 0;
        foreach (ulong value in values)
        {
            bits |= value << count;
            count += width;
            if (count < 64)
            {
                continue;
            }

            MemoryMarshal.Write(target[at..], in bits);
            at += 8;
            count -= 64;
            bits = count == 0 ? 0 : value >> (width - count);
        }

        MemoryMarshal.Write(target[at..], in bits);
    }

    /// <summary>Takes packed numbers apart; their count must be a multiple of eight.</summary>
    /// <param name="source">At least width / 8 bytes a number; what lies behind is not looked at in any way that matters.</param>
    /// <param name="width">0 to 32 bits.</param>
    /// <param name="values">Receives the numbers.</param>
    public static void Unpack(ReadOnlySpan<byte> source, int width, Span<uint> values)
    {
        int groups = values.Length / 8;
        _ = source[..(groups * width)];
        if (width == 0)
        {
            values.Clear();
            return;
        }

        int safe = SafeGroups(source.Length, width, groups);
        if (Avx2.IsSupported && width <= WidestShuffled)
        {
            UnpackShuffled(source, width, values[..(safe * 8)]);
        }
        else
        {
            UnpackPlain(source, width, values[..(safe * 8)]);
        }

        if (safe < groups)
        {
            Span<byte> padded = stackalloc byte[128];
            source[(safe * width)..(groups * width)].CopyTo(padded);
            UnpackPlain(padded, width, values[(safe * 8)..]);
        }
    }

    /// <summary>Takes numbers of 33 to 64 bits apart; the rest as the other one.</summary>
    public static void Unpack(ReadOnlySpan<byte> source, int width, Span<ulong> values)
    {
        int groups = values.Length / 8;
        int safe = SafeGroups(source.Length, width, groups);
        UnpackPlain(source, width, values[..(safe * 8)]);
        if (safe < groups)
        {
            Span<byte> padded = stackalloc byte[128];
            source[(safe * width)..(groups * width)].CopyTo(padded);
            UnpackPlain(padded, width, values[(safe * 8)..]);
        }
    }

    /// <summary>Groups whose bytes can be loaded 16 at a time without leaving the source.</summary>
    private static int SafeGroups(int bytes, int width, int groups) => Math.Clamp((bytes - 2 * Slack) / width, 0, groups);

    private static void PackPlain(ReadOnlySpan<uint> values, int width, Span<byte> target)
    {
        ulong bits = 0;
        int count = 0;
        int at = 0;
        foreach (uint value in values)
        {
            bits |= (ulong)value << count;
            count += width;
            if (count >= 32)
            {
                MemoryMarshal.Write(target[at..], (uint)bits);
                at += 4;
                bits >>= 32;
                count -= 32;
            }
        }

        MemoryMarshal.Write(target[at..], (uint)bits);
    }

    /// <summary>Numbers of up to 8 bits: eight of them as bytes of a word, of which the low bits are gathered.</summary>
    private static void PackBytes(ReadOnlySpan<uint> values, int width, Span<byte> target)
    {
        ulong mask = 0x0101010101010101UL * ((1UL << width) - 1);
        ref uint from = ref MemoryMarshal.GetReference(values);
        for (int i = 0, at = 0; i < values.Length; i += 8, at += width)
        {
            Vector128<ushort> shorts = Vector128.Narrow(Vector128.LoadUnsafe(ref from, (nuint)i), Vector128.LoadUnsafe(ref from, (nuint)i + 4));
            ulong bytes = Vector128.Narrow(shorts, shorts).AsUInt64().ToScalar();
            MemoryMarshal.Write(target[at..], Bmi2.X64.ParallelBitExtract(bytes, mask));
        }
    }

    private static void PackShorts(ReadOnlySpan<uint> values, int width, Span<byte> target)
    {
        ulong mask = 0x0001000100010001UL * ((1UL << width) - 1);
        int half = 4 * width;
        ref uint from = ref MemoryMarshal.GetReference(values);
        for (int i = 0, at = 0; i < values.Length; i += 8, at += width)
        {
            Vector128<ulong> words = Vector128.Narrow(Vector128.LoadUnsafe(ref from, (nuint)i), Vector128.LoadUnsafe(ref from, (nuint)i + 4)).AsUInt64();
            ulong low = Bmi2.X64.ParallelBitExtract(words.ToScalar(), mask);
            ulong high = Bmi2.X64.ParallelBitExtract(words.GetElement(1), mask);
            MemoryMarshal.Write(target[at..], half == 64 ? low : low | (high << half));
            MemoryMarshal.Write(target[(at + 8)..], half == 64 ? high : high >> (64 - half));
        }
    }

    private static void UnpackPlain(ReadOnlySpan<byte> source, int width, Span<uint> values)
    {
        uint mask = uint.MaxValue >> (32 - width);
        long bit = 0;
        foreach (ref uint value in values)
        {
            value = (uint)(MemoryMarshal.Read<ulong>(source[(int)(bit >> 3)..]) >> (int)(bit & 7)) & mask;
            bit += width;
        }
    }

    private static void UnpackPlain(ReadOnlySpan<byte> source, int width, Span<ulong> values)
    {
        ulong mask = ulong.MaxValue >> (64 - width);
        long bit = 0;
        foreach (ref ulong value in values)
        {
            int at = (int)(bit >> 3);
            int shift = (int)(bit & 7);
            ulong low = MemoryMarshal.Read<ulong>(source[at..]) >> shift;
            value = (shift == 0 ? low : low | ((ulong)source[at + 8] << (64 - shift))) & mask;
            bit += width;
        }
    }

    /// <summary>Eight numbers at a time: the four bytes that hold each are shuffled into a lane, shifted and masked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackShuffled(ReadOnlySpan<byte> source, int width, Span<uint> values)
    {
        Vector256<byte> places = s_places[width];
        Vector256<uint> shifts = s_shifts[width];
        Vector256<uint> mask = Vector256.Create((1u << width) - 1);
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref uint to = ref MemoryMarshal.GetReference(values);
        nuint upper = (nuint)(width / 2);
        nuint at = 0;
        for (nuint i = 0; i < (nuint)values.Length; i += 8, at += (nuint)width)
        {
            Vector256<byte> bytes = Vector256.Create(Vector128.LoadUnsafe(ref from, at), Vector128.LoadUnsafe(ref from, at + upper));
            Vector256<uint> lanes = Avx2.Shuffle(bytes, places).AsUInt32();
            (Avx2.ShiftRightLogicalVariable(lanes, shifts) & mask).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>Where the bytes of eight numbers lie: of four in 16 bytes from the start, of four in 16 bytes from width / 2.</summary>
    private static Vector256<byte> Places(int width)
    {
        var places = new byte[32];
        for (int i = 0; i < 32; i++)
        {
            places[i] = (byte)((Bit(i / 4, width) / 8) + (i % 4));
        }

        return Vector256.Create(places);
    }

    private static Vector256<uint> Shifts(int width) => Vector256.Create([.. Enumerable.Range(0, 8).Select(i => (uint)Bit(i, width) % 8)]);

    /// <summary>Offset of a number from the start of the 16 bytes it is loaded with.</summary>
    private static int Bit(int index, int width) => index < 4 ? index * width : (index * width) - (width / 2 * 8);
}
