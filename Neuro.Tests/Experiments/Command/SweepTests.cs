using System.Diagnostics;
using System.Text.Json;
using Neuro.Experiments.Command;

namespace Neuro.Tests.Experiments.Command;

public sealed class SweepTests : IDisposable
{
    private static readonly string[] Grid = ["--seeds", "1..2", "--grid", "model.hidden=[8],[8,6]", "--grid", "learning.input=3,1e-1"];

    private readonly Invocation _neuro = new();
    private readonly Invocation _other = new();

    public void Dispose()
    {
        _neuro.Dispose();
        _other.Dispose();
    }

    /// <summary>Each cell is the run that one would have asked for by hand.</summary>
    [Fact]
    public void Cells_AreTheRunsThatTheirNamesSay()
    {
        Assert.Equal(0, Sweep(_neuro, [.. Grid, "--json"]));
        Assert.Equal(8, _neuro.RunFolders.Length);
        var json = _neuro.Json();
        Assert.Equal(
            ("ghost-ma", _neuro.Runs, 8, 8, 0, false),
            (json.GetProperty("experiment").GetString(), json.GetProperty("sweep").GetString(), json.GetProperty("runs").GetInt32(), json.GetProperty("completed").GetArrayLength(), json.GetProperty("left").GetInt32(), json.GetProperty("interrupted").GetBoolean()));
        Assert.Equal(
            _neuro.RunFolders.Select(Path.GetFileName), json.GetProperty("completed").EnumerateArray().Select(name => name.GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(0, Tiny(_other, "run", "--set", "model.hidden=[8,6]", "--set", "learning.input=0.1", "--seed", "2"));
        var cell = Path.Combine(_neuro.Runs, "ghost-ma_learning.input-0.1_model.hidden-8-6_seed2");
        Assert.Equal(HashOf(_other.RunFolders[0]), HashOf(cell));
        Assert.Equal(8, _neuro.RunFolders.Select(HashOf).Distinct().Count());
        Assert.All(_neuro.RunFolders, folder => Assert.Equal("completed", Record(folder).GetProperty("status").GetString()));
    }

    [Fact]
    public void InterruptedSweep_GoesOn_AndEndsAsOneInOneGo()
    {
        Assert.Equal(0, Sweep(_other, Grid));
        using (var first = new Invocation())
        {
            first.OnLine = line =>
            {
                if (line.StartsWith("3/8", StringComparison.Ordinal))
                {
                    first.Interrupt();
                }
            };
            Assert.Equal(130, first.Invoke(["sweep", "ghost-ma", .. Small, "--out", _neuro.Runs, .. Grid, "--json"]));
            Assert.Equal((3, 5, true), (first.Json().GetProperty("completed").GetArrayLength(), first.Json().GetProperty("left").GetInt32(), first.Json().GetProperty("interrupted").GetBoolean()));
        }

        Assert.Equal(3, _neuro.RunFolders.Length);
        var before = _neuro.RunFolders.ToDictionary(folder => folder, folder => File.ReadAllText(Path.Combine(folder, "run.json")));

        // As a run that failed, was interrupted and was killed leave it.
        Leave(_neuro.RunFolders[0], "running");
        Leave(_neuro.RunFolders[1], "failed");
        Assert.Equal(0, Sweep(_neuro, [.. Grid, "--json"]));
        Assert.Equal((7, 1), (_neuro.Json().GetProperty("completed").GetArrayLength(), _neuro.Json().GetProperty("finishedBefore").GetArrayLength()));
        Assert.Equal(before[_neuro.RunFolders.Single(folder => folder == before.Keys.Order(StringComparer.Ordinal).Last())], File.ReadAllText(Path.Combine(before.Keys.Order(StringComparer.Ordinal).Last(), "run.json")));
        AssertSame();
    }

    /// <summary>A process that is killed lets go of its claim; what it was running is run again.</summary>
    [Fact]
    public void KilledSweep_GoesOn_AndEndsAsOneInOneGo()
    {
        string[] grid = ["--seeds", "1..2", "--grid", "model.hidden=[8],[9]"];
        Assert.Equal(0, Sweep(_other, grid));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(NeuroCommand).Assembly.Location, "sweep", "ghost-ma", .. Small, "--out", _neuro.Runs, .. grid])
        {
            start.ArgumentList.Add(argument);
        }

        using (var process = Process.Start(start)!)
        {
            while (process.StandardOutput.ReadLine()!.StartsWith("1/4", StringComparison.Ordinal) is false)
            {
            }

            process.Kill();
            process.WaitForExit();
        }

        Assert.Equal(0, Sweep(_neuro, [.. grid, "--json"]));
        Assert.InRange(_neuro.Json().GetProperty("finishedBefore").GetArrayLength(), 1, 4);
        Assert.Equal(4, _neuro.Json().GetProperty("finishedBefore").GetArrayLength() + _neuro.Json().GetProperty("completed").GetArrayLength());
        AssertSame();
    }

    /// <summary>A run that was interrupted on its way goes on from its checkpoint; without a checkpoint that can be used it begins anew. The same bits either way.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CellThatWasInterrupted_GoesOnFromItsCheckpoint(bool whole)
    {
        string[] epochs = ["--epochs", "3"];
        Assert.Equal(0, Sweep(_other, ["--seeds", "1", .. epochs]));
        using (var first = new Invocation())
        {
            first.OnLine = line =>
            {
                if (line.StartsWith("    1", StringComparison.Ordinal))
                {
                    first.Interrupt();
                }
            };
            Assert.Equal(130, Tiny(first, "run", epochs));
            Directory.CreateDirectory(_neuro.Runs);
            Directory.Move(first.RunFolders[0], Path.Combine(_neuro.Runs, "ghost-ma_seed1"));
        }

        var checkpoint = Assert.Single(Directory.GetFiles(Path.Combine(_neuro.RunFolders[0], "checkpoints")));
        if (!whole)
        {
            File.WriteAllBytes(checkpoint, [1]);
        }

        Assert.Equal(0, Sweep(_neuro, ["--seeds", "1", .. epochs]));
        AssertSame();
        var resumes = Record(_neuro.RunFolders[0]).TryGetProperty("resumes", out var noted) ? noted.GetArrayLength() : 0;
        Assert.Equal(whole ? 1 : 0, resumes);
        Assert.Equal(3, Record(_neuro.RunFolders[0]).GetProperty("history").GetArrayLength());
    }

    [Fact]
    public void Shards_TogetherAreTheWhole()
    {
        Assert.Equal(0, Sweep(_other, Grid));
        Assert.Equal(0, Sweep(_neuro, [.. Grid, "--shard", "1/3"]));
        Assert.Equal(3, _neuro.RunFolders.Length);
        Assert.Equal(0, Sweep(_neuro, [.. Grid, "--shard", "2/3"]));
        Assert.Equal(0, Sweep(_neuro, [.. Grid, "--shard", "3/3"]));
        AssertSame();
    }

    /// <summary>Two processes of one sweep, as far as the files tell: no cell is run twice, none is left out.</summary>
    [Fact]
    public void TwoAtOnce_ShareTheCells()
    {
        Assert.Equal(0, Sweep(_other, Grid));
        using var second = new Invocation();
        using var start = new Barrier(2);
        var codes = new int[2];
        var threads = new[] { _neuro, second }.Select((neuro, i) => new Thread(() =>
        {
            start.SignalAndWait();
            codes[i] = neuro.Invoke(["sweep", "ghost-ma", .. Small, "--out", _neuro.Runs, .. Grid, "--json"]);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal([0, 0], codes);
        var completed = new[] { _neuro, second }.SelectMany(neuro => neuro.Json().GetProperty("completed").EnumerateArray()).Select(name => name.GetString()).ToList();
        Assert.Equal(8, completed.Count);
        AssertSame();
    }

    [Fact]
    public void CellThatFails_StopsNoOther_AndIsExitCode1()
    {
        Assert.Equal(1, Sweep(_neuro, ["--seeds", "1", "--grid", "learning.input=1e6,1", "--set", "model.activation=relu", "--json"]));
        Assert.Equal("neuro: 1 of 2 runs failed: ghost-ma_learning.input-1000000_seed1", _neuro.ErrorText.Trim());
        var failed = Assert.Single(_neuro.Json().GetProperty("failed").EnumerateArray());
        Assert.Contains("failed at step", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Single(_neuro.Json().GetProperty("completed").EnumerateArray());
        Assert.Equal(["failed", "completed"], _neuro.RunFolders.Select(folder => Record(folder).GetProperty("status").GetString()));

        // It is tried again, and fails again.
        Assert.Equal(1, Sweep(_neuro, ["--seeds", "1", "--grid", "learning.input=1e6,1", "--set", "model.activation=relu", "--json"]));
        Assert.Single(_neuro.Json().GetProperty("finishedBefore").EnumerateArray());
    }

    [Theory]
    [InlineData("--seeds 2..1", "--seeds: found 2..1")]
    [InlineData("", "'--seeds' is required")]
    [InlineData("--seeds 1 --shard 2/1", "--shard: found 2/1")]
    [InlineData("--seeds 1 --seed 3", "--seed: key 'run.seed': found it beside --seeds, expected one of them")]
    [InlineData("--seeds 1 --set run.seed=3", "--set run.seed=3: key 'run.seed': found it beside --seeds")]
    [InlineData("--seeds 1 --grid run.epochs=1,2", "--epochs: key 'run.epochs': found it beside --grid, expected one of them")]
    [InlineData("--seeds 1 --grid learning.inptu=1,2", "nearest: learning.input")]
    [InlineData("--seeds 1 --grid learning.input=1,-2", "--grid learning.input=-2: key 'learning.input'")]
    [InlineData("--seeds 1 --grid learning.input=1,1.0", "found the same run twice")]
    [InlineData("--seeds 1 --grid run.batch=100,600", "key 'run.batch': found 600, expected at most the 500 training samples")]
    [InlineData("--seeds 1 --grid time.constant=5,1", "ghost-ma_time.constant-1ms_seed1: ")]
    [InlineData("--seeds 1 --grid data.set=digits,nowhere", "data set: expected one of digits")]
    public void WrongUse_IsExitCode2_BeforeAnythingRuns(string line, string complaint)
    {
        _neuro.Environment["HOME"] = _neuro.Folder.Path;
        Assert.Equal(2, Sweep(_neuro, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(complaint, Assert.Single(_neuro.ErrorText.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(_neuro.Output.Lines);
        Assert.False(Directory.Exists(_neuro.Runs));
    }

    [Fact]
    public void FolderOfAnotherConfiguration_IsExitCode2_BeforeAnythingRuns()
    {
        Assert.Equal(0, Sweep(_neuro, "--seeds", "2"));
        Assert.Equal(2, Sweep(_neuro, "--seeds", "1..2", "--set", "learning.decay=0.5"));
        Assert.Contains("found a run of another configuration (learning.decay = 0.98 instead of 0.5)", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Single(_neuro.RunFolders);
    }

    [Fact]
    public void Quiet_PrintsTheEndAlone()
    {
        Assert.Equal(0, Sweep(_neuro, "--seeds", "1..2", "--quiet"));
        Assert.Equal([$"2 of 2 runs done now; {_neuro.Runs}"], _neuro.Output.Lines);
    }

    [Fact]
    public void Report_OverASweep_IsARowForEachPointOfTheGrid()
    {
        Assert.Equal(0, Sweep(_neuro, Grid));
        var accuracies = _neuro.RunFolders.Where(folder => folder.Contains("input-3_model.hidden-8_", StringComparison.Ordinal))
            .Select(folder => Record(folder).GetProperty("result").GetProperty("loss").GetDouble()).ToList();
        Assert.Equal(0, _neuro.Invoke("report", _neuro.Runs, "--format", "csv"));
        var records = Traces.CsvOracle.Read(_neuro.Output.Text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n");
        Assert.Equal(5, records.Count);
        Assert.Equal(["learning.input", "model.hidden"], records[0][..2].Order(StringComparer.Ordinal));
        var row = records[1..].Select(r => records[0].Zip(r).ToDictionary(pair => pair.First, pair => pair.Second))
            .Single(r => r["learning.input"] == "3" && r["model.hidden"] == "[8]");
        Assert.Equal(2, accuracies.Count);
        Assert.Equal((accuracies[0] + accuracies[1]) / 2, double.Parse(row["loss_mean"]), 1e-12);
        Assert.Equal(Math.Abs(accuracies[0] - accuracies[1]) / Math.Sqrt(2), double.Parse(row["loss_sd"]), 1e-12);
        Assert.Equal(0, _neuro.Invoke("report", _neuro.RunFolders[0], _neuro.RunFolders[1], "--format", "markdown"));
        Assert.StartsWith("| n | testAccuracy |", _neuro.Output.Lines[0], StringComparison.Ordinal);
    }

    private static readonly string[] Small = ["--set", "measure.samples=0", "--limit", "500", "--epochs", "1", "--workers", "1"];

    private static int Sweep(Invocation neuro, params IEnumerable<string> args) => Tiny(neuro, "sweep", args);

    private static int Tiny(Invocation neuro, string verb, params IEnumerable<string> args) =>
        neuro.Invoke([verb, "ghost-ma", .. Small, "--out", neuro.Runs, .. args]);

    private static JsonElement Record(string folder) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json"))).RootElement;

    private static string HashOf(string folder) => Record(folder).GetProperty("stateHash").GetString()!;

    private static void Leave(string folder, string status)
    {
        var file = Path.Combine(folder, "run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"status\": \"completed\"", $"\"status\": \"{status}\"", StringComparison.Ordinal));
        Assert.Equal(status, Record(folder).GetProperty("status").GetString());
    }

    /// <summary>The sweep has the cells and the states of one that was run in one go, and nothing else lies in its folder.</summary>
    private void AssertSame()
    {
        Assert.Equal(_other.RunFolders.Select(Path.GetFileName), Directory.GetFileSystemEntries(_neuro.Runs).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(_other.RunFolders.Select(HashOf), _neuro.RunFolders.Select(HashOf));
    }
}
