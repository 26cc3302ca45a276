using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>What is written is read, bit by bit.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData(1, Compression.None)]
    [InlineData(7, Compression.None)]
    [InlineData(8, Compression.Gzip)]
    [InlineData(129, Compression.None)]
    [InlineData(1000, Compression.Gzip)]
    [InlineData(20_000, Compression.None)]
    [InlineData(20_000, Compression.Gzip)]
    public void Every_type_in_every_encoding(int rows, Compression compression)
    {
        var columns = TestValues.AllColumns(rows, rows);
        TestFile.AssertHolds(TestFile.Write(columns, new ParquetOptions { Compression = compression }), columns);
    }

    /// <summary>Pages end within rows, runs, groups of eight and blocks of differences.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(1028)]
    [InlineData(4096)]
    public void Pages_of_any_size(int pageBytes)
    {
        var columns = TestValues.AllColumns(pageBytes, 3000);
        TestFile.AssertHolds(TestFile.Write(columns, new ParquetOptions { PageBytes = pageBytes }, batch: 701), columns);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(10_000, 100)]
    public void Many_row_groups(int rowGroupBytes, int batch)
    {
        var columns = TestValues.AllColumns(5, 1000);
        var file = TestFile.Write(columns, new ParquetOptions { RowGroupBytes = rowGroupBytes, PageBytes = 256, Compression = Compression.Gzip }, batch);
        TestFile.AssertHolds(file, columns);
        using var reader = TestFile.Open(file);
        Assert.True(reader.RowGroups.Count > 3);
    }

    /// <summary>Memory comes back from a pool with what was in it, of which nothing may reach a file.</summary>
    [Theory]
    [InlineData(Compression.None)]
    [InlineData(Compression.Gzip)]
    public void The_same_values_make_the_same_file(Compression compression)
    {
        var columns = TestValues.AllColumns(9, 3001);
        var options = new ParquetOptions { Compression = compression, PageBytes = 1000 };
        var first = TestFile.Write(columns, options);
        TestFile.Write(TestValues.AllColumns(10, 5000), options);
        Assert.Equal(first, TestFile.Write(columns, options));
    }

    [Fact]
    public void A_table_without_rows()
    {
        var columns = TestValues.AllColumns(1, 0);
        var file = TestFile.Write(columns, new ParquetOptions());
        TestFile.AssertHolds(file, columns);
        using var reader = TestFile.Open(file);
        Assert.Empty(reader.RowGroups);
        Assert.Equal("1", Assert.Single(reader.Metadata).Value);
    }

    /// <summary>More different values than a dictionary takes: the rest is plain.</summary>
    [Fact]
    public void Full_dictionaries()
    {
        const int Rows = 200_000;
        int[] numbers = [.. Enumerable.Range(0, Rows).Select(i => i % 90_000)];
        bool[] present = [.. Enumerable.Range(0, Rows).Select(i => i % 7 != 0)];
        TestColumn[] columns =
        [
            TestColumn.Of("int", ColumnType.Int32, ColumnEncoding.Dictionary, numbers),
            TestColumn.Of("double", ColumnType.Double, ColumnEncoding.Dictionary, [.. numbers.Select(i => i / 3.0)], present),
            TestColumn.Of("text", ColumnType.String, ColumnEncoding.Dictionary, [.. numbers.Select(i => $"{i:x}")], present),
        ];
        var file = TestFile.Write(columns, new ParquetOptions { PageBytes = 10_000 }, batch: 33_333);
        TestFile.AssertHolds(file, columns);
        using var reader = TestFile.Open(file);
        Assert.All(reader.Columns, column => Assert.Equal(ColumnEncoding.Dictionary, column.Encoding));
    }
}
