using Neuro.Experiments.Configuration;
using Neuro.Experiments.Sweeps;
using Neuro.Tests.Experiments.Data;
using Neuro.Tests.Experiments.Traces;

namespace Neuro.Tests.Experiments.Sweeps;

public sealed class RunTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_AreConfigurationsThatDiffer_SummedOverSeeds()
    {
        foreach (var (rate, accuracies) in new[] { ("10", new[] { 70.0, 80.0 }), ("9", [90, 91, 92, 93]), ("0.5", [50]) })
        {
            for (var seed = 0; seed < accuracies.Length; seed++)
            {
                Run($"r{rate}-{seed}", $$"""{"run":{"seed":{{seed}},"out":"o{{seed}}"},"learning":{"input":{{rate}} },"time":{"step":"5 ms"} }""", RecordFile.Result(accuracies[seed]));
            }
        }

        // Written otherwise, it is the same configuration.
        Run("again", """{"run":{"seed":7,"epochs":"20"},"learning":{"input":"0.50"},"time":{"step":5},"experiment":{"summary":"x"}}""", RecordFile.Result(52));
        var table = Table();
        Assert.Equal(["learning.input"], table.Keys);
        Assert.Equal(["0.5", "9", "10"], table.Groups.Select(group => group.Values[0]));
        Assert.Equal(
            [new Spread(2, 51, Math.Sqrt(2), 50, 52), new Spread(4, 91.5, Math.Sqrt(5.0 / 3), 90, 93), new Spread(2, 75, Math.Sqrt(50), 70, 80)],
            table.Groups.Select(group => group.Of("testAccuracy")));
        Assert.Empty(table.Notes);
    }

    [Fact]
    public void RunsThatAreNotCompleted_AreNamedAndCountNowhere()
    {
        Run("a", """{"run":{"seed":1}}""", RecordFile.Result(90));
        Run("b", """{"run":{"seed":2}}""", RecordFile.Result(10), "interrupted");
        Run("c", """{"run":{"seed":3}}""", null, "running");
        Run("d", """{"run":{"seed":4}}""", null, "failed", failure: "state is NaN");
        var table = Table();
        var group = Assert.Single(table.Groups);
        Assert.Equal(new Spread(1, 90, null, 90, 90), group.Of("testAccuracy"));
        Assert.Equal(
            [
                $"Not completed, and in no number above: {At("b")} (interrupted).",
                $"Not completed, and in no number above: {At("c")} (running).",
                $"Not completed, and in no number above: {At("d")} (failed: state is NaN).",
            ],
            table.Notes);
        Assert.Contains("| n | not completed | testAccuracy |", Markdown(table)[0], StringComparison.Ordinal);
        Assert.StartsWith("| 1 | 3 | 90 |", Markdown(table)[2], StringComparison.Ordinal);
        Assert.Contains(Markdown(table), line => line.StartsWith($"- Not completed, and in no number above: {At("d")}", StringComparison.Ordinal));
    }

    [Fact]
    public void SeedThatCountsTwice_IsTold()
    {
        Run("a", """{"run":{"seed":1}}""", RecordFile.Result(90));
        Run("b", """{"run":{"seed":1}}""", RecordFile.Result(90));
        Assert.Equal([$"Seed 1 counts more than once: {At("a")}, {At("b")}."], Table().Notes);
    }

    [Fact]
    public void Experiments_AreToldApart()
    {
        Run("a", "{}", RecordFile.Result(90), experiment: "one");
        Run("b", "{}", RecordFile.Result(80), experiment: "two");
        var table = Table();
        Assert.Equal(["experiment"], table.Keys);
        Assert.Equal([["one"], ["two"]], table.Groups.Select(group => group.Values));
    }

    /// <summary>What a run does not have counts as absent, never as 0.</summary>
    [Fact]
    public void MeasuresThatAreNull_AreLeftOut()
    {
        Run("a", """{"run":{"seed":1},"model":{"hidden":[5]}}""", RecordFile.Result(90, loss: null));
        Run("b", """{"run":{"seed":2},"model":{"hidden":[5]}}""", RecordFile.Result(80, loss: 0.25, alignment: null));
        Run("c", """{"run":{"seed":1},"model":{"hidden":[5,5]}}""", RecordFile.Result(70, layer: "hidden2"));
        var table = Table();
        Assert.Equal(["testAccuracy", "loss", "hidden1.alignment", "hidden2.alignment"], table.Measures);
        Assert.Equal([["[5]"], ["[5, 5]"]], table.Groups.Select(group => group.Values));
        var five = table.Groups.Single(group => group.Values[0] == "[5]");
        Assert.Equal(new Spread(1, 0.25, null, 0.25, 0.25), five.Of("loss"));
        Assert.Null(five.Of("hidden2.alignment"));
        var row = Markdown(table).Single(line => line.StartsWith("| [5] |", StringComparison.Ordinal));
        Assert.Contains("0.25 (n = 1)", row, StringComparison.Ordinal);
        Assert.Contains("| 85 ± 7.1 [80, 90] |", row, StringComparison.Ordinal);
        Assert.EndsWith("| - |", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_ReadsBackAsTheSameNumbers()
    {
        Run("a", """{"run":{"seed":1},"model":{"hidden":[5,6]}}""", RecordFile.Result(100.0 / 3));
        Run("b", """{"run":{"seed":2},"model":{"hidden":[5,6]}}""", RecordFile.Result(0.1));
        Run("c, \"d\"", """{"run":{"seed":3},"model":{"hidden":[5,6]}}""", null, "running");
        Run("d", """{"model":{"hidden":[7]}}""", RecordFile.Result(1));
        var table = Table();
        var writer = new StringWriter();
        RunTableCsv.Write(table, writer);
        var records = CsvOracle.Read(writer.ToString());
        Assert.Equal(3, records.Count);
        var row = records[0].Zip(records[1]).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.Equal(("[5, 6]", "2", "1"), (row["model.hidden"], row["n"], row["not_completed"]));
        Assert.Equal(At("c, \"d\""), row["not_completed_runs"]);
        var spread = Spread.Of([100.0 / 3, 0.1])!;
        Assert.Equal(
            [spread.Mean, spread.Deviation!.Value, 0.1, 100.0 / 3],
            new[] { "mean", "sd", "min", "max" }.Select(name => double.Parse(row[$"testAccuracy_{name}"])));
        var single = records[0].Zip(records[2]).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.Equal(("1", "", ""), (single["testAccuracy_mean"], single["testAccuracy_sd"], single["not_completed_runs"]));
    }

    [Fact]
    public void Find_TakesRunsAndFoldersOfRuns_EachOnce_AndNothingHidden()
    {
        foreach (var name in new[] { "s/b", "s/a", "s/deep/c", "s/.hidden", "s/a/inner", "other" })
        {
            Run(name, "{}", null);
        }

        Directory.CreateDirectory(At("s/empty"));
        Assert.Equal(new[] { "s/b", "s/a", "s/deep/c" }.Select(At), RunFinder.Find([At("s/b"), At("s"), At("s/a") + "/"]));
        Assert.Contains("found no such folder", Assert.Throws<ConfigurationException>(() => RunFinder.Find([At("nowhere")])).Message, StringComparison.Ordinal);
        Assert.Contains("found no run.json in it or below", Assert.Throws<ConfigurationException>(() => RunFinder.Find([At("s/empty")])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "expected the record of a run")]
    [InlineData("""{"format":"neuro-run","formatVersion":2,"experiment":"e","status":"sleeping","configuration":{},"data":{"checksums":[]},"history":[]}""", "status: found sleeping, expected one of running, completed, failed, interrupted")]
    [InlineData("""{"format":"neuro-run","formatVersion":2,"experiment":"e","status":"completed","started":"2026-02-03T04:05:06Z","commandLine":[],"configuration":{"run":{"sed":1}},"data":{"checksums":[]},"history":[]}""", "key 'run.sed': found an unknown key")]
    public void RecordThatIsNone_IsRefused(string text, string complaint)
    {
        var file = _folder.Write("x/run.json", System.Text.Encoding.UTF8.GetBytes(text));
        var message = Assert.Throws<ConfigurationException>(() => RunTable.Of([Path.GetDirectoryName(file)!])).Message;
        Assert.StartsWith(file, message, StringComparison.Ordinal);
        Assert.Contains(complaint, message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private void Run(string name, string configuration, string? result, string status = "completed", string experiment = "e", string? failure = null) =>
        RecordFile.Write(_folder, name, configuration, result, status, experiment, failure);

    private RunTable Table() => RunTable.Of(RunFinder.Find([_folder.Path]));

    private static string[] Markdown(RunTable table)
    {
        var writer = new StringWriter();
        RunTableMarkdown.Write(table, writer);
        return writer.ToString().Split('\n');
    }
}
