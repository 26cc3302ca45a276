using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>How the writer is used, and what it refuses.</summary>
public sealed class WriterTests
{
    private static readonly Column[] Table = [new("epoch", ColumnType.Int32), new("layer", ColumnType.String, ColumnEncoding.Dictionary, Optional: true)];

    [Fact]
    public void Columns_must_have_the_same_number_of_rows()
    {
        using var writer = Open(Table);
        writer.Column<int>("epoch").Append(1, 3);
        writer.Column<string>("layer").Append("hidden", 2);
        var error = Assert.Throws<InvalidOperationException>(writer.EndRows);
        Assert.Equal("column 'layer': found 2 rows since the last row group, expected 3 as in column 'epoch'", error.Message);
        Assert.Equal(0, writer.Rows);
        writer.Column<string>("layer").AppendNulls(1);
        writer.EndRows();
        Assert.Equal(3, writer.Rows);
    }

    [Theory]
    [InlineData(ColumnType.Int32, ColumnEncoding.ByteStreamSplit, "DuckDB")]
    [InlineData(ColumnType.Int64, ColumnEncoding.ByteStreamSplit, "expected Plain, Dictionary, Delta")]
    [InlineData(ColumnType.Float, ColumnEncoding.Delta, "expected Plain, Dictionary, ByteStreamSplit")]
    [InlineData(ColumnType.Boolean, ColumnEncoding.Dictionary, "expected Plain")]
    [InlineData(ColumnType.String, ColumnEncoding.Delta, "expected Plain, Dictionary")]
    public void Encodings_that_do_not_fit_are_refused(ColumnType type, ColumnEncoding encoding, string part)
    {
        var error = Assert.Throws<ArgumentException>(() => Open([new Column("x", type, encoding)]));
        Assert.Contains($"column 'x': found encoding {encoding} for {type}", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_must_be_there_and_differ()
    {
        Assert.Throws<ArgumentException>(() => Open([]));
        Assert.Throws<ArgumentException>(() => Open([new Column("", ColumnType.Int32)]));
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Open([new Column("a", ColumnType.Int32), new Column("a", ColumnType.Float)])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => Open([new Column("\ud800", ColumnType.Int32)]));
    }

    [Fact]
    public void Options_have_ranges()
    {
        foreach (var options in new ParquetOptions[] { new() { PageBytes = 63 }, new() { PageBytes = (8 << 20) + 1 }, new() { RowGroupBytes = 0 }, new() { RowGroupBytes = (1L << 30) + 1 }, new() { Compression = (Compression)7 } })
        {
            Assert.Contains("expected", Assert.Throws<ArgumentException>(() => new ParquetWriter(new MemoryStream(), Table, options)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Appenders_are_of_the_type_of_their_column()
    {
        using var writer = Open(Table);
        Assert.Same(writer.Column<int>("epoch"), writer.Column<int>("epoch"));
        Assert.Contains("column 'epoch': found values of type Int64, expected Int32", Assert.Throws<ArgumentException>(() => writer.Column<long>("epoch")).Message, StringComparison.Ordinal);
        Assert.Contains("expected one of epoch, layer", Assert.Throws<ArgumentException>(() => writer.Column<int>("loss")).Message, StringComparison.Ordinal);
    }

    /// <summary>A refused call appends nothing, so the writer goes on.</summary>
    [Fact]
    public void Values_that_cannot_be_written_are_refused_whole()
    {
        using var writer = Open(Table);
        var layer = writer.Column<string>("layer");
        Assert.Throws<ArgumentNullException>(() => layer.Append(["a", null!]));
        Assert.ThrowsAny<ArgumentException>(() => layer.Append(["a", "\udc00"]));
        Assert.Contains("1048576 bytes", Assert.Throws<ArgumentException>(() => layer.Append(["a", new string('x', (1 << 20) + 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("column 'epoch'", Assert.Throws<InvalidOperationException>(() => writer.Column<int>("epoch").AppendNulls(1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => layer.Append("a", -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => layer.AppendNulls(-1));
        Assert.Contains("expected at most 4194304", Assert.Throws<InvalidOperationException>(() => layer.AppendNulls((1 << 22) + 1)).Message, StringComparison.Ordinal);
        writer.Column<int>("epoch").Append(7);
        layer.Append(new string('x', 1 << 20));
        writer.Close();
        Assert.Equal(1, writer.Rows);
    }

    [Fact]
    public void Nothing_is_appended_once_closed()
    {
        var writer = Open(Table);
        var epoch = writer.Column<int>("epoch");
        writer.Close();
        writer.Close();
        Assert.Throws<InvalidOperationException>(() => epoch.Append(1));
        Assert.Throws<InvalidOperationException>(writer.EndRows);
    }

    [Fact]
    public void The_stream_is_closed_unless_it_is_to_be_left_open()
    {
        var stream = new MemoryStream();
        new ParquetWriter(stream, Table, new ParquetOptions(), leaveOpen: true).Close();
        Assert.True(stream.CanWrite);
        new ParquetReader(stream, "left open", leaveOpen: true).Dispose();
        Assert.True(stream.CanRead);
        new ParquetReader(stream, "closed").Dispose();
        Assert.False(stream.CanRead);
        stream = new MemoryStream();
        new ParquetWriter(stream, Table, new ParquetOptions()).Dispose();
        Assert.False(stream.CanWrite);
        // Without a footer: the file was not closed.
        Assert.Contains("found 4 bytes", Assert.Throws<ParquetException>(() => TestFile.Open(stream.ToArray())).Message, StringComparison.Ordinal);
    }

    /// <summary>A disk that is full in the middle of a row group: no later call pretends that the file can be completed.</summary>
    [Fact]
    public void A_failed_write_ends_the_writer()
    {
        var writer = new ParquetWriter(new FullDisk(10), Table, new ParquetOptions());
        writer.Column<int>("epoch").Append(1, 100);
        writer.Column<string>("layer").Append("a", 100);
        Assert.Throws<IOException>(writer.Close);
        Assert.Contains("failed to write", Assert.Throws<InvalidOperationException>(writer.Close).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => writer.Column<int>("epoch").Append(1));
        writer.Dispose();
    }

    /// <summary>The same in the footer, and even when room appears afterwards.</summary>
    [Fact]
    public void A_failed_footer_ends_the_writer()
    {
        var disk = new FullDisk(10);
        var writer = new ParquetWriter(disk, Table, new ParquetOptions());
        Assert.Throws<IOException>(writer.Close);
        disk.Room = int.MaxValue;
        Assert.Contains("failed to write", Assert.Throws<InvalidOperationException>(writer.Close).Message, StringComparison.Ordinal);
        writer.Dispose();
    }

    [Theory]
    [InlineData(Compression.None)]
    [InlineData(Compression.Gzip)]
    public void Bytes_follow_the_size_of_the_file(Compression compression)
    {
        var stream = new MemoryStream();
        using var writer = new ParquetWriter(stream, [new Column("x", ColumnType.Double, ColumnEncoding.ByteStreamSplit)], new ParquetOptions { Compression = compression, PageBytes = 4096, RowGroupBytes = 100_000 });
        var random = new Random(1);
        for (int batch = 0; batch < 100; batch++)
        {
            writer.Column<double>("x").Append([.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble())]);
            writer.EndRows();
            // Ten bytes a value at most, and a page that is not compressed yet.
            Assert.InRange(writer.Bytes, stream.Length, (10 * writer.Rows) + 4096);
            Assert.True(writer.Bytes >= 6 * writer.Rows, "what is buffered counts");
        }

        writer.Close();
    }

    /// <summary>After the first row groups, rows cost no memory; only each row group leaves its lines of the footer.</summary>
    [Fact]
    public void Appending_allocates_nothing_per_row()
    {
        Column[] columns =
        [
            new("int", ColumnType.Int32, ColumnEncoding.Delta), new("long", ColumnType.Int64, ColumnEncoding.Dictionary), new("float", ColumnType.Float),
            new("split", ColumnType.Float, ColumnEncoding.ByteStreamSplit, Optional: true), new("bool", ColumnType.Boolean), new("text", ColumnType.String, ColumnEncoding.Dictionary, Optional: true),
        ];
        using var writer = new ParquetWriter(Stream.Null, columns, new ParquetOptions { PageBytes = 10_000, RowGroupBytes = 400_000 });
        int[] ints = [.. Enumerable.Range(0, 1000)];
        long[] longs = [.. ints.Select(i => (long)(i % 10))];
        float[] floats = [.. ints.Select(i => i / 3f)];
        void Append(int batches)
        {
            for (int i = 0; i < batches; i++)
            {
                writer.Column<int>("int").Append(ints);
                writer.Column<long>("long").Append(longs);
                writer.Column<float>("float").Append(floats);
                writer.Column<float>("split").AppendNulls(10);
                writer.Column<float>("split").Append(floats.AsSpan(10));
                writer.Column<bool>("bool").Append(i % 2 == 0, 1000);
                writer.Column<string>("text").AppendNulls(500);
                writer.Column<string>("text").Append("hidden", 500);
                writer.EndRows();
            }
        }

        Append(200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Append(1000);
        double perRow = (GC.GetAllocatedBytesForCurrentThread() - before) / 1e6;
        Assert.True(perRow < 0.2, $"{perRow} bytes a row");
    }

    private static ParquetWriter Open(IReadOnlyList<Column> columns) => new(new MemoryStream(), columns, new ParquetOptions());

    private sealed class FullDisk(int bytes) : MemoryStream
    {
        public int Room { get; set; } = bytes;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > Room)
            {
                throw new IOException("no space left");
            }

            base.Write(buffer);
        }
    }
}
