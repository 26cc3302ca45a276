using Neuro.Experiments.Traces;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Traces;

public sealed class RowFilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WrittenTable _written;
    private readonly TraceTable _table;

    public RowFilterTests()
    {
        _written = WrittenTable.Random(_folder.Path, "t", [40, 30], [50], [20, 60]);
        _table = TraceTable.Open(_folder.Path, "t");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Against a plain look at the rows that were written; row groups are left out only where none of theirs is wanted.</summary>
    [Theory]
    [InlineData(0, 5L, "trial=5")]
    [InlineData(0, 0L, "trial=0")]
    [InlineData(0, 9L, "trial=9")]
    [InlineData(0, 10L, "trial=10")]
    [InlineData(0, 17L, "trial=17")]
    [InlineData(0, 49L, "trial=49")]
    [InlineData(0, 1000L, "trial=1000")]
    [InlineData(1, -2, "unit=-2")]
    [InlineData(2, "output", "population=output")]
    [InlineData(2, "null", "population=null")]
    [InlineData(3, 0.1f, "rate=0.1")]
    [InlineData(3, float.NaN, "rate=NaN")]
    [InlineData(3, null, "rate=null")]
    [InlineData(4, 1.0 / 3, "loss=0.3333333333333333")]
    [InlineData(4, double.PositiveInfinity, "loss=Infinity")]
    [InlineData(5, null, "lag=null")]
    [InlineData(5, 0, "lag=0")]
    [InlineData(6, true, "on=true")]
    [InlineData(7, "", "note=")]
    [InlineData(7, null, "note=null")]
    [InlineData(7, "comma, \"quote\"", "note=comma, \"quote\"")]
    public void Matches_AreTheRowsWithThatValue(int column, object? value, string text)
    {
        Assert.Equal(_written.Rows.Where(row => Equals(row[column], value)).Select(row => (long)row[0]!), Trials(text));
        Assert.Equal(
            _written.Rows.Where(row => Equals(row[column], value) && Equals(row[2], "hidden1")).Select(row => (long)row[0]!),
            Trials(text, "population=hidden1"));
    }

    [Fact]
    public void RowGroups_ThatCannotHoldTheValue_AreNotRead()
    {
        var filter = RowFilter.Parse(_table, ["trial=20"]);
        Assert.Equal([50], _table.Read(filter.MayMatch, "trial").Select(rows => rows.Count));
        Assert.Empty(_table.Read(RowFilter.Parse(_table, ["trial=-1"]).MayMatch, "trial"));
    }

    [Theory]
    [InlineData("trial", "--where trial: found no '=', expected COLUMN=VALUE")]
    [InlineData("trail=1", "found no column 'trail', expected one of trial, unit")]
    [InlineData("trial=1.5", "--where trial=1.5: found '1.5', expected a whole number of 64 bits")]
    [InlineData("unit=3000000000", "expected a whole number of 32 bits")]
    [InlineData("unit=null", "found 'null', expected a whole number of 32 bits")]
    [InlineData("lag=x", "expected a whole number of 32 bits, or null for absent ones")]
    [InlineData("rate=", "found '', expected a number, or null for absent ones")]
    [InlineData("on=1", "expected true or false")]
    public void WrongConditions_AreRefused(string text, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<TraceException>(() => RowFilter.Parse(_table, [text])).Message, StringComparison.Ordinal);

    private List<long> Trials(params string[] conditions)
    {
        var filter = RowFilter.Parse(_table, conditions);
        List<long> trials = [];
        foreach (var rows in _table.Read(filter.MayMatch, ["trial", .. filter.Columns]))
        {
            for (var row = 0; row < rows.Count; row++)
            {
                if (filter.Matches(rows, row))
                {
                    trials.Add(rows.Column<long>("trial")[row]);
                }
            }
        }

        return trials;
    }
}
