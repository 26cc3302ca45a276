using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>What writer and reader of <c>activity.bin</c> agree on; the format is described in <c>docs/runtime.md</c>.</summary>
internal static class ActivityFile
{
    public const int FormatVersion = 1;

    /// <summary>Bytes of a checksum, and of a timing hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>First trial and number of trials, before the values of a block.</summary>
    public const int BlockHead = 2 * sizeof(long);

    public static ReadOnlySpan<byte> Magic => "NEUROACT"u8;

    /// <summary>What stands before the blocks, with its checksum.</summary>
    /// <param name="layout">What is recorded.</param>
    /// <param name="timing">Hash of who reads whom and when.</param>
    public static byte[] Header(ActivityLayout layout, byte[] timing)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(Magic);
        Write(bytes, FormatVersion);
        Write(bytes, layout.Selection.Every);
        Write(bytes, layout.Selection.Units);
        Write(bytes, layout.Selection.Samples);
        bytes.Write(timing);
        Write(bytes, layout.ValuesPerTrial);
        Write(bytes, layout.Versions);
        Write(bytes, layout.Samples);
        Write(bytes, layout.Populations.Count);
        foreach (var (name, units) in layout.Populations)
        {
            Write(bytes, units);
            Write(bytes, Encoding.UTF8.GetByteCount(name));
            bytes.Write(Encoding.UTF8.GetBytes(name));
        }

        bytes.Write(SHA256.HashData(bytes.WrittenSpan));
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The checksum of a block, which also says what it follows.</summary>
    /// <param name="before">The checksum before the block.</param>
    /// <param name="block">First trial, number of trials and values.</param>
    /// <param name="checksum">Where it goes.</param>
    public static void Sign(ReadOnlySpan<byte> before, ReadOnlySpan<byte> block, Span<byte> checksum)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(block);
        hash.GetHashAndReset(checksum);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), value);
        bytes.Advance(sizeof(long));
    }
}
