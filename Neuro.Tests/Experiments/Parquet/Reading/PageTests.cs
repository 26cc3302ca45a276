using Neuro.Experiments.Parquet;
using Neuro.Experiments.Parquet.Format;
using Neuro.Experiments.Parquet.Reading;

namespace Neuro.Tests.Experiments.Parquet.Reading;

/// <summary>Pages whose headers, rightly stored, say what cannot be: refused before memory is taken or bytes are read.</summary>
public sealed class PageTests
{
    private static readonly PageHeader Whole = new(PageType.Data, 32, 32, 0, 4, FormatEncoding.Plain);

    public static TheoryData<string, string> Cases => new()
    {
        { "stored", "a page of 33 bytes, expected at most the 32 left of the column" },
        { "plain", "a page of 16777217 bytes before compression, expected at most 16777216" },
        { "sizes", "a page of 32 bytes that is 31 before compression" },
        { "many", "a page of 5 values, expected 1 to the 4 left" },
        { "none", "a page of 0 values, expected 1 to the 4 left" },
        { "fewer", "32 bytes of values, expected 24" },
        { "encoding", "a page in encoding ByteStreamSplit, expected one of Plain, RleDictionary, as the footer says" },
        { "levels", "a page in encoding Rle" },
        { "indices", "indices, expected a dictionary first" },
        { "dictionary", "a dictionary, expected a data page" },
        { "version", "a page of type DataV2, expected a page of type Data (version 1) or Dictionary" },
        { "index", "a page of type Index" },
        { "negative", "a page header with sizes 32 and -1" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Headers_that_cannot_be(string which, string message)
    {
        var header = which switch
        {
            "stored" => Whole with { StoredBytes = 33, PlainBytes = 33 },
            "plain" => Whole with { PlainBytes = Limits.PageBytes + 1 },
            "sizes" => Whole with { PlainBytes = 31 },
            "many" => Whole with { Values = 5 },
            "none" => Whole with { Values = 0 },
            "fewer" => Whole with { Values = 3 },
            "encoding" => Whole with { Encoding = FormatEncoding.ByteStreamSplit },
            "levels" => Whole with { Encoding = FormatEncoding.Rle },
            "indices" => Whole with { Encoding = FormatEncoding.RleDictionary },
            "dictionary" => Whole with { Type = PageType.Dictionary },
            "version" => Whole with { Type = PageType.DataV2 },
            "index" => Whole with { Type = PageType.Index },
            _ => Whole with { StoredBytes = -1 },
        };
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<MalformedException>(() => Read(header, which == "plain" ? Compression.Gzip : Compression.None));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, "memory was taken first");
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_can_be() => Assert.Equal(new double[4], Read(Whole, Compression.None));

    /// <summary>Two entries, and an index of two bits that is 2: in a run, and packed.</summary>
    [Theory]
    [InlineData("020802")]
    [InlineData("0203aaaa")]
    public void Indices_beyond_the_dictionary(string hexadecimal)
    {
        var error = Assert.Throws<MalformedException>(() => IndexDecoder.Decode(Convert.FromHexString(hexadecimal), [1.0, 2.0], new double[4]));
        Assert.Contains("index 2, expected one below the 2 entries", error.Message, StringComparison.Ordinal);
    }

    private static double[] Read(PageHeader header, Compression compression)
    {
        var bytes = new ByteBuffer();
        header.Write(new ThriftWriter(bytes));
        int length = bytes.Length;
        bytes.Append(new byte[32]);
        var chunk = new ColumnChunk
        {
            Name = "x",
            CompressedBytes = bytes.Length,
            UncompressedBytes = length + 32,
            Statistics = new ColumnStatistics(0, null, null),
            Compression = compression,
            Encodings = [FormatEncoding.Rle, FormatEncoding.Plain, FormatEncoding.RleDictionary],
        };
        var values = new double[4];
        new ChunkReader(new MemoryStream(bytes.Written.ToArray()), checksums: false).Read(new Column("x", ColumnType.Double), chunk, new NumberDecoder<double>(), values, []);
        return values;
    }
}
