using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>Values of a fixed size in the encodings that need no dictionary.</summary>
internal static class NumberEncoding
{
    public static void Encode<T>(FormatEncoding encoding, ReadOnlySpan<T> values, ByteBuffer target)
        where T : unmanaged
    {
        if (encoding == FormatEncoding.DeltaBinaryPacked && typeof(T) == typeof(int))
        {
            DeltaEncoder.Encode(MemoryMarshal.Cast<T, int>(values), target);
        }
        else if (encoding == FormatEncoding.DeltaBinaryPacked)
        {
            DeltaEncoder.Encode(MemoryMarshal.Cast<T, long>(values), target);
        }
        else if (encoding == FormatEncoding.ByteStreamSplit)
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
            ByteStreamSplit.Split(bytes, Unsafe.SizeOf<T>(), target.Room(bytes.Length));
            target.Advance(bytes.Length);
        }
        else
        {
            target.AppendValues(values);
        }
    }

    public static void Decode<T>(FormatEncoding encoding, ReadOnlySpan<byte> source, Span<T> values)
        where T : unmanaged
    {
        if (encoding == FormatEncoding.DeltaBinaryPacked && typeof(T) == typeof(int))
        {
            DeltaDecoder.Decode(source, MemoryMarshal.Cast<T, int>(values));
            return;
        }

        if (encoding == FormatEncoding.DeltaBinaryPacked)
        {
            DeltaDecoder.Decode(source, MemoryMarshal.Cast<T, long>(values));
            return;
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        if (source.Length != bytes.Length)
        {
            throw new MalformedException($"{source.Length} bytes of values", $"{bytes.Length}");
        }

        if (encoding == FormatEncoding.ByteStreamSplit)
        {
            ByteStreamSplit.Join(source, Unsafe.SizeOf<T>(), bytes);
        }
        else
        {
            source.CopyTo(bytes);
        }
    }
}
