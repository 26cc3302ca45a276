using Neuro.Experiments.Traces;
using Neuro.Tests.Architecture;
using Neuro.Tests.Experiments.Command;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>The run that documentation shows is one of today's format.</summary>
public sealed class SampleRunTests
{
    private static string Sample => Path.Combine(Repository.Root, "traces", "sample");

    public static TheoryData<string> Tables => [.. TableDefinitions.All.Select(table => table.Folder)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_table_has_the_columns_of_today(string table)
    {
        var definition = TableDefinitions.All.Single(t => t.Folder == table);
        Assert.Equal(definition.Columns, TraceTable.Open(Sample, table).Columns);
        Assert.NotEmpty(PartImage.Table(Sample, table));
    }

    /// <summary>Every column is described in the documentation, with its table.</summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_column_is_described(string table)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "traces.md"));
        var section = page[page.IndexOf($"### {table}: ", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n#", 3, StringComparison.Ordinal)];
        Assert.All(TableDefinitions.All.Single(t => t.Folder == table).Columns, column => Assert.Contains($"`{column.Name}`", section, StringComparison.Ordinal));
    }

    [Fact]
    public void The_tools_read_it()
    {
        using var neuro = new Invocation();
        Assert.Equal(0, neuro.Invoke("trace", "info", Sample));
        Assert.Equal(0, neuro.Invoke("trace", "head", Sample, "activity", "--where", "population=hidden1"));
        var page = Path.Combine(neuro.Folder.Path, "page.html");
        Assert.Equal(0, neuro.Invoke("report", Sample, "-o", page));
        Assert.Contains("0ed7c54c0a5028a8", File.ReadAllText(page), StringComparison.Ordinal);
    }
}
