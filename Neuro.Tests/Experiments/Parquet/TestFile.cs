using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>Writes columns to memory and reads them back.</summary>
internal static class TestFile
{
    /// <summary>Writes all columns, in batches of some rows.</summary>
    public static byte[] Write(IReadOnlyList<TestColumn> columns, ParquetOptions options, int batch = 1000)
    {
        using var stream = new MemoryStream();
        using (var writer = new ParquetWriter(stream, [.. columns.Select(c => c.Column)], options, leaveOpen: true))
        {
            for (int row = 0; row < columns[0].Count; row += batch)
            {
                foreach (var column in columns)
                {
                    column.Append(writer, row, Math.Min(batch, columns[0].Count - row));
                }

                writer.EndRows();
            }

            writer.Metadata["run"] = "1";
            writer.Close();
        }

        return stream.ToArray();
    }

    public static ParquetReader Open(byte[] file) => new(new MemoryStream(file, writable: false), "table.parquet");

    public static void AssertHolds(byte[] file, IReadOnlyList<TestColumn> columns)
    {
        using var reader = Open(file);
        Assert.Equal(columns[0].Count, reader.Rows);
        Assert.Equal(columns[0].Count, reader.RowGroups.Sum(group => (long)group.Rows));
        Assert.Equal(columns.Select(c => (c.Column.Name, c.Column.Type, c.Column.Optional)), reader.Columns.Select(c => (c.Name, c.Type, c.Optional)));
        foreach (var column in columns)
        {
            column.AssertIn(reader);
        }
    }
}
