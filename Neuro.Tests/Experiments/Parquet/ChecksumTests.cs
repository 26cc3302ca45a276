using System.IO.Compression;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>Every byte of a file is covered: a changed or a missing one is noticed.</summary>
public sealed class ChecksumTests
{
    private static readonly TestColumn[] Columns =
    [
        TestColumn.Of("a", ColumnType.Int32, ColumnEncoding.Delta, [1, 2, 3, 500, 501, 502]),
        TestColumn.Of("b", ColumnType.Float, ColumnEncoding.Plain, [1f, 2f, -0f, 4f, 5f, 6f], [true, true, false, true, false, true]),
        TestColumn.Of("c", ColumnType.String, ColumnEncoding.Dictionary, ["x", "x", "y", "x", "z", "y"]),
    ];

    [Theory]
    [InlineData(Compression.None)]
    [InlineData(Compression.Gzip)]
    public void A_change_of_any_byte_is_noticed(Compression compression)
    {
        var file = Write(compression);
        Assert.Equal(18, Damage.ReadAll(file).Count);
        for (int at = 0; at < file.Length; at++)
        {
            foreach (byte change in new byte[] { 0x01, 0x02, 0x10, 0x80, 0xff })
            {
                byte[] damaged = [.. file];
                damaged[at] ^= change;
                var error = Record.Exception(() => Damage.ReadAll(damaged));
                Assert.True(error is ParquetException, $"byte {at} changed by {change:x2}: {error?.ToString() ?? "read"}");
            }
        }
    }

    [Fact]
    public void Any_shortening_is_noticed()
    {
        var file = Write(Compression.None);
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ParquetException>(() => Damage.ReadAll(file[..length]));
            Assert.Throws<ParquetException>(() => Damage.ReadAll(file[^length..]));
        }
    }

    /// <summary>A value of the footer is edited to another that makes sense.</summary>
    [Fact]
    public void An_edited_footer_is_noticed()
    {
        var file = Write(Compression.None);
        int at = file.AsSpan().LastIndexOf("Neuro version"u8);
        file[at] = (byte)'M';
        var error = Assert.Throws<ParquetException>(() => TestFile.Open(file));
        Assert.Contains("table.parquet: footer: found a footer with checksum", error.Message, StringComparison.Ordinal);
        Assert.Contains("edited", error.Message, StringComparison.Ordinal);
        TestFile.Open(Damage.WithChecksum(file)).Dispose();
    }

    [Fact]
    public void A_damaged_page_is_named()
    {
        var file = Write(Compression.None);
        using var reader = TestFile.Open(file);
        long end = reader.RowGroups[1].Columns[1].Offset + reader.RowGroups[1].Columns[1].CompressedBytes;
        file[end - 1] ^= 1;
        var error = Assert.Throws<ParquetException>(() => Damage.ReadAll(file));
        Assert.StartsWith("damaged.parquet: column 'b', row group 1, page 0: found a page with checksum", error.Message, StringComparison.Ordinal);
        Assert.Equal("column 'b', row group 1, page 0", error.Place);
    }

    /// <summary>The optional field of the format, filled as it says: CRC-32 of the payload as it is stored.</summary>
    [Theory]
    [InlineData(Compression.None)]
    [InlineData(Compression.Gzip)]
    public void Pages_have_the_checksum_of_the_format(Compression compression)
    {
        var file = Write(compression);
        using var reader = TestFile.Open(file);
        foreach (var chunk in reader.RowGroups.SelectMany(group => group.Columns))
        {
            var header = PageHeader.Read(file.AsSpan((int)chunk.Offset), out int length);
            Assert.Equal(Gzip(file.AsSpan((int)chunk.Offset + length, header.StoredBytes)), header.Checksum);
        }
    }

    private static uint Gzip(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return BitConverter.ToUInt32(stream.ToArray().AsSpan()[^8..]);
    }

    private static byte[] Write(Compression compression) => TestFile.Write(Columns, new ParquetOptions { Compression = compression, RowGroupBytes = 1 }, batch: 3);
}
