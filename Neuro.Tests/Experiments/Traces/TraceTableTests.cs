using Neuro.Experiments.Parquet;
using Neuro.Experiments.Traces;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Traces;

public sealed class TraceTableTests : IDisposable
{
    private static readonly Column[] Numbers = [new("n", ColumnType.Int32)];

    private readonly TemporaryFolder _folder = new();

    private string Run => _folder.Path;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_GivesAllRowsOfAllParts_InOrder()
    {
        var written = WrittenTable.Random(Run, "t", [5, 1, 7], [], [3], [2, 2]);
        var table = TraceTable.Open(Run, "t");
        Assert.Equal(20, table.Rows);
        Assert.Equal(["part-00000.parquet", "part-00001.parquet", "part-00002.parquet", "part-00003.parquet"], table.Parts.Select(Path.GetFileName));
        Assert.Equal(WrittenTable.EveryKind.Select(c => (c.Name, c.Type, c.Optional)), table.Columns.Select(c => (c.Name, c.Type, c.Optional)));
        List<object?[]> read = [];
        List<int> batches = [];
        foreach (var rows in table.Read())
        {
            batches.Add(rows.Count);
            for (var row = 0; row < rows.Count; row++)
            {
                read.Add([
                    rows.Column<long>("trial")[row], rows.Column<int>("unit")[row], rows.Column<string>("population")[row], rows.Present("rate")[row] ? rows.Column<float>("rate")[row] : null,
                    rows.Column<double>("loss")[row], rows.Present("lag")[row] ? rows.Column<int>("lag")[row] : null, rows.Column<bool>("on")[row], rows.Present("note")[row] ? rows.Column<string>("note")[row] : null,
                ]);
            }

            Assert.Equal(rows.Count, rows.Present("trial").Length);
            Assert.DoesNotContain(false, rows.Present("trial").ToArray());
        }

        Assert.Equal([5, 1, 7, 3, 2, 2], batches);
        Assert.Equal(written.Rows, read);
    }

    [Fact]
    public void Read_GivesTheColumnsThatAreAskedFor()
    {
        WrittenTable.Random(Run, "t", [3]);
        var table = TraceTable.Open(Run, "t");
        var rows = Assert.Single(table.Read("unit", "trial", "unit"));
        Assert.Equal(["unit", "trial"], rows.Columns.Select(column => column.Name));
        Assert.Throws<ArgumentException>(() => rows.Column<double>("loss").Length);
        Assert.Throws<ArgumentException>(() => rows.Column<long>("unit").Length);
        var e = Assert.Throws<TraceException>(() => table.Read("unti"));
        Assert.Equal($"{Path.Combine(Run, "t")}: found no column 'unti', expected one of trial, unit, population, rate, loss, lag, on, note (nearest: unit)", e.Message);
    }

    /// <summary>Whoever reads a table keeps a row group, whatever its number of rows.</summary>
    [Fact]
    public void Read_KeepsNoMoreThanARowGroup()
    {
        var written = new WrittenTable(Run, "t");
        object?[][] group = [.. Enumerable.Range(0, 100).Select(i => new object?[] { i })];
        for (var part = 0; part < 5; part++)
        {
            written.Part(part, Numbers, group, group);
        }

        TraceRows? first = null;
        long sum = 0;
        foreach (var rows in TraceTable.Open(Run, "t").Read("n"))
        {
            first ??= rows;
            Assert.Same(first, rows);
            sum += rows.Column<int>("n").ToArray().Sum();
        }

        Assert.Equal(10 * 4950, sum);
    }

    /// <summary>A recorder writes aside and renames; what has no name of a part is none.</summary>
    [Fact]
    public void PartsThatAreBeingWritten_AreNotThere()
    {
        new WrittenTable(Run, "t").Part(0, Numbers, [[[1]]]);
        foreach (var name in new[] { "t/.part-00001.partial", "t/part-00001.partial", "t/part-1.parquet", "t/part-000001.parquet", "t/part-00001.parquet.tmp", "u/.part-00000.partial", "matrices/epoch-00001.npz" })
        {
            _folder.Write(name, [1]);
        }

        Assert.Equal(["t"], TraceTable.NamesIn(Run));
        var table = TraceTable.Open(Run, "t");
        Assert.Single(table.Parts);

        // What is completed later belongs to the next opening.
        new WrittenTable(Run, "t").Part(1, Numbers, [[[2]]]);
        Assert.Equal((1, 2), (table.Read("n").Sum(rows => rows.Count), TraceTable.Open(Run, "t").Read("n").Sum(rows => rows.Count)));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(0, 1)]
    public void PartThatIsMissing_IsNamed(int missing, int next)
    {
        for (var part = 0; part < 4; part++)
        {
            new WrittenTable(Run, "t").Part(part, Numbers, [[[1]]]);
        }

        for (var part = missing; part < next; part++)
        {
            File.Delete(Path.Combine(Run, "t", $"part-{part:00000}.parquet"));
        }

        Assert.Equal(
            $"{Path.Combine(Run, "t", $"part-{missing:00000}.parquet")}: found no such part, though there is part-{next:00000}.parquet, expected all parts from part-00000.parquet on",
            Assert.Throws<TraceException>(() => TraceTable.Open(Run, "t")).Message);
    }

    [Fact]
    public void PartThatVanishes_IsNamed()
    {
        var written = new WrittenTable(Run, "t");
        written.Part(0, Numbers, [[[1]]]);
        written.Part(1, Numbers, [[[2]]]);
        var table = TraceTable.Open(Run, "t");
        File.Delete(table.Parts[1]);
        List<int> seen = [];
        var e = Assert.Throws<TraceException>(() =>
        {
            foreach (var rows in table.Read("n"))
            {
                seen.Add(rows.Column<int>("n")[0]);
            }
        });
        Assert.Equal([1], seen);
        Assert.Equal($"{table.Parts[1]}: found that it is gone, expected the part that was there a moment ago", e.Message);
    }

    [Theory]
    [InlineData("m", ColumnType.Int32, false, "m Int32")]
    [InlineData("n", ColumnType.Int64, false, "n Int64")]
    [InlineData("n", ColumnType.Int32, true, "n Int32?")]
    internal void PartWithOtherColumns_IsRefused(string name, ColumnType type, bool optional, string found)
    {
        new WrittenTable(Run, "t").Part(0, Numbers, [[[1]]]);
        new WrittenTable(Run, "t").Part(1, [new Column(name, type, Optional: optional)]);
        Assert.Equal(
            $"{Path.Combine(Run, "t", "part-00001.parquet")}: found the columns {found}, expected those of part-00000.parquet: n Int32",
            Assert.Throws<TraceException>(() => TraceTable.Open(Run, "t")).Message);
    }

    [Fact]
    public void DamagedPart_IsRefusedWithItsName()
    {
        new WrittenTable(Run, "t").Part(0, Numbers, [[[1], [2], [3]]]);
        var file = Path.Combine(Run, "t", "part-00000.parquet");
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..^5]);
        Assert.StartsWith($"{file}: footer: found ", Assert.Throws<TraceException>(() => TraceTable.Open(Run, "t")).Message, StringComparison.Ordinal);

        // The values lie in front of the footer, behind the first page header.
        bytes[bytes.AsSpan().IndexOf(new byte[] { 2, 0, 0, 0, 3, 0, 0, 0 })]++;
        File.WriteAllBytes(file, bytes);
        var table = TraceTable.Open(Run, "t");
        Assert.StartsWith($"{file}: column 'n', row group 0, page 0: found ", Assert.Throws<TraceException>(() => table.Read().Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownTable_IsRefusedWithThoseThatThereAre()
    {
        Assert.Equal($"{Run}: found no table 'metrics', expected a run with tables; this one has none", Assert.Throws<TraceException>(() => TraceTable.Open(Run, "metrics")).Message);
        new WrittenTable(Run, "metrics").Part(0, Numbers);
        new WrittenTable(Run, "activity").Part(0, Numbers);
        Assert.Equal($"{Run}: found no table 'metric', expected one of activity, metrics (nearest: metrics)", Assert.Throws<TraceException>(() => TraceTable.Open(Run, "metric")).Message);
        Assert.Contains("found no table '../run/metrics'", Assert.Throws<TraceException>(() => TraceTable.Open(Run, "../run/metrics")).Message, StringComparison.Ordinal);
        var nowhere = Path.Combine(Run, "nowhere");
        Assert.Equal($"{nowhere}: found no such folder, expected that of a run", Assert.Throws<TraceException>(() => TraceTable.NamesIn(nowhere)).Message);
    }
}
