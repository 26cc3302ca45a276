using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>Files with what this module does not write are refused with a message that says what, where and what instead.</summary>
public sealed class RefusalTests
{
    /// <summary>A footer is edited to say something else, and given the right checksum.</summary>
    [Theory]
    [InlineData("1504", "1502", "footer: found format version 1, expected version 2")]
    [InlineData("18016e15001602", "18016e15021602", "footer, column 'n', row group 0: found codec Snappy, expected Uncompressed or Gzip")]
    [InlineData("18016e15001602", "18016e150c1602", "footer, column 'n', row group 0: found codec Zstd, expected Uncompressed or Gzip")]
    [InlineData("192506001918016e", "19250a001918016e", "footer, column 'n', row group 0: found encoding DeltaBinaryPacked of Double, expected Plain, RleDictionary, ByteStreamSplit")]
    [InlineData("150a25001801", "150625001801", "footer, column 'n': found type Int96, expected Boolean, Int32, Int64, Float, Double or ByteArray")]
    [InlineData("150a25001801", "150a25041801", "footer, column 'n': found a repeated column, expected a required or an optional column")]
    [InlineData("150a25001801", "150225001801", "footer, column 'n', row group 0: found type Double, expected Int32")]
    public void A_footer_that_says_something_else(string from, string to, string message)
    {
        var file = Damage.Edit(One(), Convert.FromHexString(from), Convert.FromHexString(to));
        var error = Assert.Throws<ParquetException>(() => Damage.ReadAll(file));
        Assert.Equal($"damaged.parquet: {message}", error.Message);
    }

    [Fact]
    public void Rows_that_do_not_add_up()
    {
        var file = TestFile.Write([TestColumn.Of("n", ColumnType.Double, ColumnEncoding.Plain, [1.0, 2.0, 3.0])], new ParquetOptions { RowGroupBytes = 1 }, batch: 1);
        // Field 3 of the footer, between schema and row groups: 3 rows, and a list of 3 structures.
        var error = Assert.Throws<ParquetException>(() => TestFile.Open(Damage.Edit(file, [0x16, 6, 0x19, 0x3c], [0x16, 8, 0x19, 0x3c])));
        Assert.Contains("found 4 rows, expected the 3 of all row groups", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Written by DuckDB 1.5: a table of one integer, compressed with Snappy by default.</summary>
    [Fact]
    public void A_file_of_another_program()
    {
        var error = Assert.Throws<ParquetException>(() => TestFile.Open(Convert.FromBase64String(ForeignFile)));
        Assert.StartsWith("table.parquet: footer", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "found 0 bytes")]
    [InlineData("50415231", "found 4 bytes")]
    [InlineData("504152310000000050415231", "found the end of the bytes")]
    [InlineData("5041523100000000504152ff", "a last word 504152FF")]
    [InlineData("504152ff0000000050415231", "a first word 504152FF")]
    [InlineData("504152310000000050415245", "an encrypted footer")]
    [InlineData("50415231ffffffff50415231", "a footer of 4294967295 bytes")]
    [InlineData("504152310100000050415231", "a footer of 1 bytes")]
    public void Frames_that_are_none(string hexadecimal, string found)
    {
        var error = Assert.Throws<ParquetException>(() => TestFile.Open(Convert.FromHexString(hexadecimal)));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_asked_for_must_be_there()
    {
        using var reader = TestFile.Open(TestFile.Write([TestColumn.Of("n", ColumnType.Double, ColumnEncoding.Plain, [1.0], [true])], new ParquetOptions()));
        Assert.Equal("table.parquet: found no column 'm', expected one beside n", Assert.Throws<ParquetException>(() => reader.Read(0, "m", new double[1])).Message);
        Assert.Contains("column 'n': found values of type Double, expected values of type Single", Assert.Throws<ParquetException>(() => reader.Read(0, "n", new float[1], new bool[1])).Message, StringComparison.Ordinal);
        Assert.Contains("column 'n': found an optional column", Assert.Throws<ParquetException>(() => reader.Read(0, "n", new double[1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => reader.Read(0, "n", new double[1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(1, "n", new double[1], new bool[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(-1, "n", new double[1], new bool[1]));
        // More room than needed is left as it is.
        double[] values = [7, 7];
        reader.Read(0, "n", values, new bool[2]);
        Assert.Equal([1, 7], values);
    }

    private static byte[] One() => TestFile.Write([TestColumn.Of("n", ColumnType.Double, ColumnEncoding.Plain, [1.0])], new ParquetOptions());

    private const string ForeignFile = "UEFSMRUAFRQVGCwVAhUAFQYVBgAACiQCAAAAAgEBAAAAFQIZLDUAGA1kdWNrZGJfc2NoZW1hFQIAFQIlAhgBbiUiABYCGRwZHCYAHBUCGRUAGRgBbhUCFgIWNhY6Jgg8GAQBAAAAGAQBAAAAFgAoBAEAAAAYBAEAAAAREQAAABY2FgImCBY6ACgoRHVja0RCIHZlcnNpb24gdjEuNS42IChidWlsZCAwNjljYzlmOWI1KRkcHAAAAJcAAABQQVIx";
}
