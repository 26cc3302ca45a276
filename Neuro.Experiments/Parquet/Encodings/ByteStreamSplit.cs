using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>The first bytes of all values, then the second bytes, and so on (BYTE_STREAM_SPLIT = 9).</summary>
internal static class ByteStreamSplit
{
    /// <summary>Splits values of 4 or 8 bytes.</summary>
    /// <param name="values">The values' bytes.</param>
    /// <param name="size">Bytes of a value.</param>
    /// <param name="target">Receives as many bytes.</param>
    public static void Split(ReadOnlySpan<byte> values, int size, Span<byte> target)
    {
        int count = values.Length / size;
        _ = target[..values.Length];
        int done = size == sizeof(float) ? SplitFours(values, target, count) : SplitEights(values, target, count);
        for (int part = 0; part < size; part++)
        {
            for (int i = done; i < count; i++)
            {
                target[(part * count) + i] = values[(i * size) + part];
            }
        }
    }

    /// <summary>Puts values of 4 or 8 bytes together again.</summary>
    public static void Join(ReadOnlySpan<byte> source, int size, Span<byte> values)
    {
        int count = values.Length / size;
        _ = source[..values.Length];
        int done = size == sizeof(float) ? JoinFours(source, values, count) : JoinEights(source, values, count);
        for (int part = 0; part < size; part++)
        {
            for (int i = done; i < count; i++)
            {
                values[(i * size) + part] = source[(part * count) + i];
            }
        }
    }

    /// <summary>Sixteen bytes of four values have four of each part; the same order undoes itself.</summary>
    private static Vector128<byte> Fours => Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SplitFours(ReadOnlySpan<byte> values, Span<byte> target, int count)
    {
        ref byte from = ref MemoryMarshal.GetReference(values);
        ref byte to = ref MemoryMarshal.GetReference(target);
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            Vector128<uint> parts = Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)(4 * i)), Fours).AsUInt32();
            Store(ref to, i, parts[0]);
            Store(ref to, count + i, parts[1]);
            Store(ref to, (2 * count) + i, parts[2]);
            Store(ref to, (3 * count) + i, parts[3]);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int JoinFours(ReadOnlySpan<byte> source, Span<byte> values, int count)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            Vector128<uint> parts = Vector128.Create(
                Load<uint>(ref from, i), Load<uint>(ref from, count + i), Load<uint>(ref from, (2 * count) + i), Load<uint>(ref from, (3 * count) + i));
            Vector128.Shuffle(parts.AsByte(), Fours).StoreUnsafe(ref to, (nuint)(4 * i));
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SplitEights(ReadOnlySpan<byte> values, Span<byte> target, int count)
    {
        ref byte from = ref MemoryMarshal.GetReference(values);
        ref byte to = ref MemoryMarshal.GetReference(target);
        int i = 0;
        for (; i <= count - 8; i += 8)
        {
            for (int part = 0; part < 8; part++)
            {
                ulong bytes = 0;
                for (int value = 0; value < 8; value++)
                {
                    bytes |= (ulong)Unsafe.Add(ref from, (8 * (i + value)) + part) << (8 * value);
                }

                Store(ref to, (part * count) + i, bytes);
            }
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int JoinEights(ReadOnlySpan<byte> source, Span<byte> values, int count)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= count - 8; i += 8)
        {
            for (int value = 0; value < 8; value++)
            {
                ulong bytes = 0;
                for (int part = 0; part < 8; part++)
                {
                    bytes |= (ulong)Unsafe.Add(ref from, (part * count) + i + value) << (8 * part);
                }

                Store(ref to, 8 * (i + value), bytes);
            }
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Load<T>(ref byte from, int at) => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref from, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref byte to, int at, T value) => Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), value);
}
