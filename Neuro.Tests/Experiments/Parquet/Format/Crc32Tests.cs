using System.IO.Compression;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Tests.Experiments.Parquet.Format;

/// <summary>The checksum, against its published check value and against the trailer of gzip, which has the same.</summary>
public sealed class Crc32Tests
{
    [Fact]
    public void The_published_check_value() => Assert.Equal(0xcbf43926u, Crc32.Of("123456789"u8));

    [Fact]
    public void Agrees_with_gzip_at_every_length()
    {
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        for (int length = 0; length < bytes.Length; length += length < 1200 ? 1 : 61)
        {
            Assert.Equal(Gzip(bytes.AsSpan(0, length)), Crc32.Of(bytes.AsSpan(0, length)));
        }
    }

    /// <summary>In two parts, the second long or short.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(2001)]
    [InlineData(4999)]
    public void Continues_where_it_was(int at)
    {
        var bytes = new byte[5000];
        new Random(2).NextBytes(bytes);
        Assert.Equal(Crc32.Of(bytes), Crc32.Append(Crc32.Of(bytes.AsSpan(0, at)), bytes.AsSpan(at)));
    }

    private static uint Gzip(ReadOnlySpan<byte> bytes)
    {
        // Nothing compressed is nothing written, without a trailer.
        if (bytes.IsEmpty)
        {
            return 0;
        }

        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return BitConverter.ToUInt32(stream.ToArray().AsSpan()[^8..]);
    }
}
