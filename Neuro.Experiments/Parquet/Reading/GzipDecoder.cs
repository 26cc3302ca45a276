using System.IO.Compression;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Reading;

/// <summary>Decompresses the payload of a page.</summary>
internal static class GzipDecoder
{
    /// <summary>Decompresses a page.</summary>
    /// <param name="stored">Holds the compressed bytes.</param>
    /// <param name="count">How many.</param>
    /// <param name="payload">Receives exactly as many bytes as it has.</param>
    /// <exception cref="MalformedException">They are no gzip stream of that many bytes.</exception>
    public static void Decode(byte[] stored, int count, Span<byte> payload)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(stored, 0, count, writable: false), CompressionMode.Decompress);
            int got = gzip.ReadAtLeast(payload, payload.Length, throwOnEndOfStream: false);
            if (got < payload.Length)
            {
                throw new MalformedException($"{got} bytes behind gzip", $"{payload.Length}");
            }

            if (gzip.ReadByte() >= 0)
            {
                throw new MalformedException($"more than {payload.Length} bytes behind gzip", $"{payload.Length}");
            }
        }
        catch (InvalidDataException e)
        {
            throw new MalformedException($"no gzip stream ({e.Message})", "one", e);
        }
    }
}
