using System.Buffers.Binary;

namespace Neuro.Experiments.Data;

/// <summary>The end of a gzip file of one member: 4 bytes of CRC-32, then the length of the content modulo 2^32.</summary>
/// <remarks>
/// The decompressor verifies the CRC when it is there, and takes a file that ends before it for a whole one. The length closes that
/// gap: only in a whole file are the last 4 bytes the length of what came out.
/// </remarks>
internal static class GzipTrailer
{
    /// <summary>Bytes that say the length.</summary>
    public const int Length = 4;

    /// <summary>The length of the content that the last bytes of a file say.</summary>
    public static uint ContentLength(ReadOnlySpan<byte> last) => BinaryPrimitives.ReadUInt32LittleEndian(last[^Length..]);
}
