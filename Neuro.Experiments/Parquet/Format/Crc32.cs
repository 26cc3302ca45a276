using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuro.Experiments.Parquet.Format;

/// <summary>The checksum of gzip and of Parquet's pages: CRC-32 with the polynomial 0x04C11DB7, bits reflected.</summary>
/// <remarks>
/// Long inputs are folded by carry-less multiplication (V. Gopal and others, "Fast CRC computation for generic polynomials using PCLMULQDQ", 2009):
/// a part of the message that lies D bits before another is replaced by a congruent one at its place. The last 16 bytes go through the tables.
/// </remarks>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int FoldFrom = 256;

    /// <summary>Eight tables, so that eight bytes are looked up at once.</summary>
    private static readonly uint[] s_tables = Tables();

    private static readonly Vector128<ulong> s_by128 = Folding(128);
    private static readonly Vector128<ulong> s_by512 = Folding(512);
    private static readonly Vector512<ulong> s_by2048 = Vector512.Create(Vector256.Create(Folding(2048), Folding(2048)), Vector256.Create(Folding(2048), Folding(2048)));

    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of bytes that follow those of another checksum.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint state = ~checksum;
        if (bytes.Length >= FoldFrom && Pclmulqdq.IsSupported)
        {
            state = Pclmulqdq.V512.IsSupported ? Fold512(state, ref bytes) : Fold128(state, ref bytes);
        }

        return ~Plain(state, bytes);
    }

    /// <summary>Eight bytes at a time, through tables.</summary>
    internal static uint Plain(uint state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = s_tables;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ state;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = tables[(7 * 256) + (int)(low & 255)] ^ tables[(6 * 256) + (int)((low >> 8) & 255)]
                ^ tables[(5 * 256) + (int)((low >> 16) & 255)] ^ tables[(4 * 256) + (int)(low >> 24)]
                ^ tables[(3 * 256) + (int)(high & 255)] ^ tables[(2 * 256) + (int)((high >> 8) & 255)]
                ^ tables[256 + (int)((high >> 16) & 255)] ^ tables[(int)(high >> 24)];
        }

        foreach (byte next in bytes)
        {
            state = (state >> 8) ^ tables[(int)((state ^ next) & 255)];
        }

        return state;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Fold512(uint state, ref ReadOnlySpan<byte> bytes)
    {
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        nint last = bytes.Length - 256;
        Vector512<ulong> a = Load512(ref source, 0) ^ Vector512.CreateScalar((ulong)state);
        Vector512<ulong> b = Load512(ref source, 64);
        Vector512<ulong> c = Load512(ref source, 128);
        Vector512<ulong> d = Load512(ref source, 192);
        Vector512<ulong> by = s_by2048;
        nint at = 256;
        for (; at <= last; at += 256)
        {
            a = Fold(a, by, Load512(ref source, at));
            b = Fold(b, by, Load512(ref source, at + 64));
            c = Fold(c, by, Load512(ref source, at + 128));
            d = Fold(d, by, Load512(ref source, at + 192));
        }

        // Through memory, as values that live across a call would be kept there in the loop, too.
        Span<ulong> lanes = stackalloc ulong[32];
        a.CopyTo(lanes);
        b.CopyTo(lanes[8..]);
        c.CopyTo(lanes[16..]);
        d.CopyTo(lanes[24..]);
        bytes = bytes[(int)at..];
        return Finish(lanes, ref bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Fold128(uint state, ref ReadOnlySpan<byte> bytes)
    {
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        nint last = bytes.Length - 64;
        Vector128<ulong> a = Load128(ref source, 0) ^ Vector128.CreateScalar((ulong)state);
        Vector128<ulong> b = Load128(ref source, 16);
        Vector128<ulong> c = Load128(ref source, 32);
        Vector128<ulong> d = Load128(ref source, 48);
        Vector128<ulong> by = s_by512;
        nint at = 64;
        for (; at <= last; at += 64)
        {
            a = Fold(a, by, Load128(ref source, at));
            b = Fold(b, by, Load128(ref source, at + 16));
            c = Fold(c, by, Load128(ref source, at + 32));
            d = Fold(d, by, Load128(ref source, at + 48));
        }

        Span<ulong> lanes = stackalloc ulong[8];
        a.CopyTo(lanes);
        b.CopyTo(lanes[2..]);
        c.CopyTo(lanes[4..]);
        d.CopyTo(lanes[6..]);
        bytes = bytes[(int)at..];
        return Finish(lanes, ref bytes);
    }

    /// <summary>Folds all lanes and what whole ones follow into one, and that through the tables.</summary>
    private static uint Finish(scoped ReadOnlySpan<ulong> lanes, ref ReadOnlySpan<byte> bytes)
    {
        Vector128<ulong> sum = Vector128.Create(lanes);
        for (int i = 2; i < lanes.Length; i += 2)
        {
            sum = Fold(sum, s_by128, Vector128.Create(lanes[i..]));
        }

        for (; bytes.Length >= 16; bytes = bytes[16..])
        {
            sum = Fold(sum, s_by128, Load128(ref MemoryMarshal.GetReference(bytes), 0));
        }

        Span<byte> last = stackalloc byte[16];
        sum.AsByte().CopyTo(last);
        return Plain(0, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Fold(Vector512<ulong> part, Vector512<ulong> by, Vector512<ulong> onto) =>
        Pclmulqdq.V512.CarrylessMultiply(part, by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(part, by, 0x11) ^ onto;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> part, Vector128<ulong> by, Vector128<ulong> onto) =>
        Pclmulqdq.CarrylessMultiply(part, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(part, by, 0x11) ^ onto;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Load512(ref byte source, nint at) => Vector512.LoadUnsafe(ref source, (nuint)at).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load128(ref byte source, nint at) => Vector128.LoadUnsafe(ref source, (nuint)at).AsUInt64();

    /// <summary>What moves the two halves of 128 bits by a distance.</summary>
    private static Vector128<ulong> Folding(int distance) => Vector128.Create(Power(distance + 32), Power(distance - 32));

    /// <summary>x to a power, modulo the polynomial; reflected, and shifted as the product of two reflected numbers needs it.</summary>
    private static ulong Power(int exponent)
    {
        uint power = 0x80000000;
        for (; exponent > 0; exponent--)
        {
            power = Times(power);
        }

        return (ulong)power << 1;
    }

    private static uint Times(uint value) => (value >> 1) ^ ((value & 1) * Polynomial);

    private static uint[] Tables()
    {
        var tables = new uint[8 * 256];
        for (int i = 0; i < tables.Length; i++)
        {
            uint value = i < 256 ? (uint)i : tables[i - 256];
            if (i >= 256)
            {
                tables[i] = (value >> 8) ^ tables[(int)(value & 255)];
                continue;
            }

            for (int bit = 0; bit < 8; bit++)
            {
                value = Times(value);
            }

            tables[i] = value;
        }

        return tables;
    }
}
