using Neuro.Experiments.Parquet;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Traces;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Studies;

public sealed class StudyTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Hash_tells_every_name_and_value()
    {
        StudyTable[] tables =
        [
            new("a", StudyColumn.Of("x", [1.0, 2.0]), StudyColumn.Of("w", ["p", "q"])),
            new("b", StudyColumn.Of("x", [1.0, 2.0]), StudyColumn.Of("w", ["p", "q"])),
            new("a", StudyColumn.Of("y", [1.0, 2.0]), StudyColumn.Of("w", ["p", "q"])),
            new("a", StudyColumn.Of("x", [1.0, Math.BitIncrement(2.0)]), StudyColumn.Of("w", ["p", "q"])),
            new("a", StudyColumn.Of("x", [1.0, double.NaN]), StudyColumn.Of("w", ["p", "q"])),
            new("a", StudyColumn.Of("x", [1.0, 2.0]), StudyColumn.Of("w", ["pq", ""])),
            new("a", StudyColumn.Of("x", [1.0, 2.0])),
        ];
        Assert.Equal(tables.Length, tables.Select(table => table.Hash()).Distinct().Count());
        Assert.All(tables, table => Assert.Matches("^[0-9a-f]{16}$", table.Hash()));
        Assert.Equal(tables[0].Hash(), new StudyTable("a", StudyColumn.Of("x", [1.0, 2.0]), StudyColumn.Of("w", ["p", "q"])).Hash());
    }

    [Fact]
    public void Columns_of_other_lengths_are_refused() =>
        Assert.Contains("column 'w': found 1 rows, expected 2", Assert.Throws<ArgumentException>(() => new StudyTable("a", StudyColumn.Of("x", [1.0, 2.0]), StudyColumn.Of("w", ["p"]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Compression.None)]
    [InlineData(Compression.Gzip)]
    public void What_is_written_is_read_again_and_what_is_no_number_is_absent(Compression compression)
    {
        var table = new StudyTable("curve", StudyColumn.Of("x", [1.5, double.NaN, -3]), StudyColumn.Of("model", ["one", "two", "one"]));
        var summary = StudyTableWriter.Write(_folder.Path, table, new TraceOptions { Compression = compression }, new Dictionary<string, string> { ["neuro.study"] = "test" }, TimeProvider.System);
        Assert.Equal(3, summary.Rows["curve"]);
        var read = TraceTable.Open(_folder.Path, "curve");
        Assert.Equal(["x", "model"], read.Columns.Select(column => column.Name));
        var rows = Assert.Single(read.Read());
        Assert.Equal([true, false, true], rows["x"].Present.ToArray());
        Assert.Equal((1.5, -3.0), (rows.Column<double>("x")[0], rows.Column<double>("x")[2]));
        Assert.Equal(["one", "two", "one"], rows.Column<string>("model").ToArray());
        Assert.Equal("test", read.Footers[0].Metadata["neuro.study"]);
    }
}
