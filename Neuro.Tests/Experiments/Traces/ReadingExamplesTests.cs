using System.Text.Json;
using System.Text.RegularExpressions;
using Neuro.Tests.Architecture;
using Neuro.Tests.Experiments.Command;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>The examples of docs/reading-runs.md and the notebook do what they say, on a run as it is written today.</summary>
public sealed partial class ReadingExamplesTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reading-runs.md"));
    private static readonly string Notebook = Path.Combine(Repository.Root, "docs", "notebooks", "read-a-run.ipynb");

    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [LibrariesFact("pandas", "pyarrow")]
    public void Examples_OfPandas_Run() => RunExamples(Blocks("python").Where(block => block.Contains("read_parquet", StringComparison.Ordinal)), 3, "pandas", "pyarrow");

    [LibrariesFact("polars")]
    public void Examples_OfPolars_Run() => RunExamples(Blocks("python").Where(block => block.Contains("import polars", StringComparison.Ordinal)), 1, "polars");

    /// <summary>The exports are those of the commands beside the example.</summary>
    [LibrariesFact("pandas", "numpy")]
    public void Examples_OfExports_Run()
    {
        WriteRun(_neuro.Folder.Path);
        var commands = ExportCommands().Matches(Page).Select(match => match.Groups["rest"].Value.Trim().Split(' ')).ToList();
        Assert.Equal(2, commands.Count);
        foreach (var command in commands)
        {
            Assert.Equal(0, _neuro.Invoke([.. command.Select(word => word.Contains("traces/", StringComparison.Ordinal) || word.Contains(".csv", StringComparison.Ordinal) || word.Contains(".npz", StringComparison.Ordinal) ? Path.Combine(_neuro.Folder.Path, word) : word)]));
        }

        var block = Assert.Single(Blocks("python"), block => block.Contains("read_csv", StringComparison.Ordinal));
        Assert.Contains("hidden1", Printed(block, _neuro.Folder.Path, "pandas", "numpy"), StringComparison.Ordinal);
    }

    [LibrariesFact("pandas", "pyarrow", "matplotlib")]
    public void Notebook_Runs()
    {
        WriteRun(_neuro.Folder.Path);
        var here = Directory.CreateDirectory(Path.Combine(_neuro.Folder.Path, "docs", "notebooks")).FullName;
        Assert.Contains("hidden layers: [20]", Printed(string.Join("\n", Cells("code")), here, "pandas", "pyarrow", "matplotlib"), StringComparison.Ordinal);
    }

    /// <summary>Python alone can tell that the cells are Python.</summary>
    [LibrariesFact("ast")]
    public void Code_IsPython()
    {
        foreach (var code in Blocks("python").Concat(Cells("code")))
        {
            Printed($"import ast\nast.parse({JsonSerializer.Serialize(code)})", _neuro.Folder.Path, "ast");
        }
    }

    /// <summary>As nbformat 4.5 has it, with nothing in it that came from one machine.</summary>
    [Fact]
    public void Notebook_IsOneWithoutOutputs()
    {
        var root = JsonDocument.Parse(File.ReadAllText(Notebook)).RootElement;
        Assert.Equal((4, 5, "python"), (root.GetProperty("nbformat").GetInt32(), root.GetProperty("nbformat_minor").GetInt32(), root.GetProperty("metadata").GetProperty("kernelspec").GetProperty("language").GetString()));
        var cells = root.GetProperty("cells").EnumerateArray().ToList();
        Assert.Equal(cells.Count, cells.Select(cell => cell.GetProperty("id").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(cells, cell =>
        {
            Assert.Matches("^[A-Za-z0-9_-]{1,64}$", cell.GetProperty("id").GetString());
            Assert.Equal(JsonValueKind.Object, cell.GetProperty("metadata").ValueKind);
            Assert.All(cell.GetProperty("source").EnumerateArray().SkipLast(1), line => Assert.EndsWith("\n", line.GetString(), StringComparison.Ordinal));
            if (cell.GetProperty("cell_type").GetString() == "code")
            {
                Assert.Equal(JsonValueKind.Null, cell.GetProperty("execution_count").ValueKind);
                Assert.Empty(cell.GetProperty("outputs").EnumerateArray());
            }
            else
            {
                Assert.Equal("markdown", cell.GetProperty("cell_type").GetString());
                Assert.False(cell.TryGetProperty("outputs", out _));
            }
        });
    }

    /// <summary>DuckDB itself runs the SQL (Neuro.Tests/Readers), over the run that is left here where NEURO_READER_FILES names a folder. Here: every table and column that it names is there.</summary>
    [Fact]
    public void Sql_NamesWhatARunHas()
    {
        var folder = Environment.GetEnvironmentVariable("NEURO_READER_FILES") is { Length: > 0 } left ? Path.Combine(left, "examples") : _neuro.Folder.Path;
        WriteRun(folder);
        var tables = Blocks("sql").SelectMany(sql => TableNames().Matches(sql).Select(match => match.Groups["table"].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(["activity", "alignment", "metrics", "traffic"], tables.Order(StringComparer.Ordinal));
        Assert.All(tables, table => Assert.True(Directory.Exists(Path.Combine(folder, "traces", "sample", table)), table));
    }

    private void RunExamples(IEnumerable<string> examples, int count, params string[] libraries)
    {
        WriteRun(_neuro.Folder.Path);
        var all = examples.ToList();
        Assert.Equal(count, all.Count);
        Assert.All(all, example => Assert.NotEmpty(Printed(example, _neuro.Folder.Path, libraries)));
    }

    /// <summary>A tiny run, where the examples look for it.</summary>
    private void WriteRun(string folder)
    {
        var traces = Path.Combine(folder, "traces");
        var sample = Path.Combine(traces, "sample");
        if (Directory.Exists(sample))
        {
            Directory.Delete(sample, recursive: true);
        }

        Assert.Equal(0, _neuro.Invoke(["run", "ghost-ma", .. Invocation.Tiny, "--set", "trace.activity.every=2", "--out", traces, "--quiet"]));
        Directory.Move(Assert.Single(Directory.GetDirectories(traces)), sample);
    }

    private static string Printed(string program, string folder, params string[] libraries)
    {
        var (code, output, error) = PythonLibraries.Run(PythonLibraries.Find(libraries)!, program, folder)!.Value;
        Assert.True(code == 0, $"{program}\n{error}");
        return output;
    }

    private static IEnumerable<string> Blocks(string language) =>
        Fences().Matches(Page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value);

    private static IEnumerable<string> Cells(string kind) => JsonDocument.Parse(File.ReadAllText(Notebook)).RootElement.GetProperty("cells").EnumerateArray()
        .Where(cell => cell.GetProperty("cell_type").GetString() == kind)
        .Select(cell => string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString())));

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^ +neuro (?<rest>trace export .*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ExportCommands();

    [GeneratedRegex(@"traces/[^/']+/(?<table>\w+)/\*\.parquet", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TableNames();
}
