using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>Differences of neighbours, packed (DELTA_BINARY_PACKED = 5).</summary>
/// <remarks>
/// A block is the least of 128 differences and the bits that each 32 of them need above it, then those bits. Differences wrap at the width of the type, as the
/// format asks, so that no difference needs more bits than a value.
/// </remarks>
internal static class DeltaEncoder
{
    public const int Block = 128;
    public const int Miniblock = 32;
    public const int Miniblocks = Block / Miniblock;

    public static void Encode<T>(ReadOnlySpan<T> values, ByteBuffer target)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        target.AppendVarint(Block);
        target.AppendVarint(Miniblocks);
        target.AppendVarint((ulong)values.Length);
        target.AppendZigzag(values.IsEmpty ? 0 : long.CreateTruncating(values[0]));
        Span<T> differences = stackalloc T[Block];
        for (int at = 1; at < values.Length; at += Block)
        {
            int count = Math.Min(Block, values.Length - at);
            T least = Subtract(values.Slice(at - 1, count + 1), differences);
            target.AppendZigzag(long.CreateTruncating(least));
            AppendBlock(differences, least, count, target);
        }
    }

    /// <summary>Differences of neighbours, and the least of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Subtract<T>(ReadOnlySpan<T> values, Span<T> differences)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        ref T from = ref MemoryMarshal.GetReference(values);
        ref T to = ref MemoryMarshal.GetReference(differences);
        int count = values.Length - 1;
        int i = 0;
        T least = T.MaxValue;
        Vector256<T> low = Vector256.Create(T.MaxValue);
        for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            Vector256<T> difference = Vector256.LoadUnsafe(ref from, (nuint)i + 1) - Vector256.LoadUnsafe(ref from, (nuint)i);
            difference.StoreUnsafe(ref to, (nuint)i);
            low = Vector256.Min(low, difference);
        }

        for (int lane = 0; lane < Vector256<T>.Count; lane++)
        {
            least = T.Min(least, low[lane]);
        }

        for (; i < count; i++)
        {
            differences[i] = unchecked(values[i + 1] - values[i]);
            least = T.Min(least, differences[i]);
        }

        return least;
    }

    private static void AppendBlock<T>(Span<T> differences, T least, int count, ByteBuffer target)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Behind the last difference the bits are padding, which is 0 above the least.
        differences[count..].Fill(least);
        Span<byte> widths = stackalloc byte[Miniblocks];
        widths.Clear();
        int used = (count + Miniblock - 1) / Miniblock;
        for (int i = 0; i < used; i++)
        {
            widths[i] = (byte)Lift(differences.Slice(i * Miniblock, Miniblock), least);
        }

        target.Append(widths);
        for (int i = 0; i < used; i++)
        {
            int bytes = Miniblock / 8 * widths[i];
            AppendPacked(differences.Slice(i * Miniblock, Miniblock), widths[i], target.Room(bytes + BitPacking.Slack));
            target.Advance(bytes);
        }
    }

    /// <summary>Takes the least from all.</summary>
    /// <returns>Bits that the largest needs, without a sign.</returns>
    private static int Lift<T>(Span<T> differences, T least)
        where T : unmanaged, IBinaryInteger<T>
    {
        Vector256<T> joined = default;
        Vector256<T> low = Vector256.Create(least);
        ref T at = ref MemoryMarshal.GetReference(differences);
        for (int i = 0; i < Miniblock; i += Vector256<T>.Count)
        {
            Vector256<T> lifted = Vector256.LoadUnsafe(ref at, (nuint)i) - low;
            lifted.StoreUnsafe(ref at, (nuint)i);
            joined |= lifted;
        }

        if (Unsafe.SizeOf<T>() == sizeof(long))
        {
            Vector256<ulong> wide = joined.AsUInt64();
            return BitPacking.Width(wide[0] | wide[1] | wide[2] | wide[3]);
        }

        Vector128<uint> half = joined.AsUInt32().GetLower() | joined.AsUInt32().GetUpper();
        return BitPacking.Width(half[0] | half[1] | half[2] | half[3]);
    }

    private static void AppendPacked<T>(ReadOnlySpan<T> values, int width, Span<byte> target)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(int))
        {
            BitPacking.Pack(MemoryMarshal.Cast<T, uint>(values), width, target);
            return;
        }

        ReadOnlySpan<ulong> wide = MemoryMarshal.Cast<T, ulong>(values);
        if (width > 32)
        {
            BitPacking.Pack(wide, width, target);
            return;
        }

        Span<uint> narrow = stackalloc uint[Miniblock];
        for (int i = 0; i < Miniblock; i++)
        {
            narrow[i] = (uint)wide[i];
        }

        BitPacking.Pack(narrow, width, target);
    }
}
