using System.Diagnostics;
using System.Text.Json;
using Neuro.Experiments.Command;
using Neuro.Tests.Experiments.Command;

namespace Neuro.Tests.Experiments.Checkpoints;

/// <summary>A run that goes on from any of its checkpoints ends as one that was never cut, whoever goes on with it.</summary>
public sealed class ResumeTests : IDisposable
{
    /// <summary>10 trials an epoch, 3 epochs.</summary>
    private static readonly string[] Small = ["--batch", "50", "--epochs", "3", "--quiet"];

    private static readonly string[] Link =
    [
        "--schedule", "link", "--set", "schedule.jitter=3", "--set", "schedule.loss=0.2", "--set", "schedule.duplicate=0.3", "--set", "schedule.late=0.1", "--set", "schedule.threshold=[0.002]",
        "--set", "schedule.period=[2, 1]", "--set", "model.noise=0.01",
    ];

    private readonly Invocation _neuro = new();

    public static TheoryData<string, string[]> Runs => new()
    {
        { "ghost-ma", [] },
        { "ghost-mb", ["--set", "data.validation=100", "--set", "measure.train-every=1"] },
        { "ghost-ma", ["--set", "model.feedback=random", "--set", "model.hidden=[40, 33]"] },
        { "ghost-ma", [.. Link] },
        { "ghost-mb", [.. Link] },
        { "ghost-ma", ["--set", "control.shuffled-feedback=true"] },
        { "ghost-ma", [.. Link, "--set", "run.replicas=2", "--set", "run.average-every=3"] },
        { "eqprop", ["--set", "model.hidden=[40]"] },
        { "eqprop", [.. Link, "--set", "model.update=alternate", "--set", "model.hidden=[40, 33]"] },
        { "vector-field", [.. Link, "--set", "model.hidden=[40]"] },
        { "predictive", ["--set", "model.hidden=[40]", "--set", "data.validation=100"] },
        { "continuous", [.. Link, "--set", "model.hidden=[40]"] },
        { "ghost-ma", ["--set", "faults.snapshot-every=2", "--set", "faults.crash=[\"hidden1 trial=3 step=3\", \"output trial=12 step=2\", \"ghost2 trial=25 step=5\"]"] },
    };

    public void Dispose() => _neuro.Dispose();

    /// <summary>From every fourth trial: within epochs and at their borders, on other workers and in other shards.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void ARunGoesOn_FromAnyCheckpoint(string experiment, string[] options)
    {
        Assert.Equal(0, _neuro.RunTiny(experiment, [.. Small, .. options, "--set", "checkpoint.every=1", "--set", "checkpoint.keep=1000"]));
        var whole = _neuro.Record();
        var checkpoints = Directory.GetFiles(Path.Combine(_neuro.RunFolders[0], "checkpoints")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(options.Contains("run.replicas=2") ? 15 : 30, checkpoints.Count);
        for (var at = 0; at < checkpoints.Count; at += 4)
        {
            var run = Path.Combine(_neuro.Folder.Path, $"killed-{at}");
            Resumed.Copy(_neuro.RunFolders[0], run);
            checkpoints.Skip(at + 1).ToList().ForEach(later => File.Delete(Path.Combine(run, "checkpoints", Path.GetFileName(later))));
            MarkRunning(run);
            var shards = at % 8 == 4;
            Assert.Equal(0, _neuro.Invoke("resume", run, "--quiet", "--workers", at % 3 == 0 ? "2" : "1", "--shards", shards ? "2" : "1"));
            var record = Record(run);
            Assert.Equal(Resumed.Outcome(whole, shards), Resumed.Outcome(record, shards));
            Assert.Equal("completed", record.GetProperty("status").GetString());
            Assert.Equal(at + 1, Assert.Single(record.GetProperty("resumes").EnumerateArray()).GetProperty("trials").GetInt64());
            Assert.Equal(whole.GetProperty("commandLine").GetRawText(), record.GetProperty("commandLine").GetRawText());
        }
    }

    /// <summary>Ctrl-C leaves a checkpoint, whatever the configuration says of them; again and again.</summary>
    [Theory]
    [InlineData("lockstep")]
    [InlineData("link")]
    public void AnInterruptedRun_GoesOn(string schedule)
    {
        string[] options = ["--batch", "10", "--epochs", "5", "--schedule", schedule];
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. options, "--quiet"]));
        using var cut = new Invocation();
        cut.InterruptAfterLines(5);
        Assert.Equal(130, cut.RunTiny("ghost-ma", options));
        var run = cut.RunFolders[0];
        var code = 130;
        for (var times = 1; code == 130; times++)
        {
            Assert.Single(Directory.GetFiles(Path.Combine(run, "checkpoints")).TakeLast(1));
            using var again = new Invocation();
            again.InterruptAfterLines(times < 3 ? 3 : 1000);
            code = again.Invoke("resume", run);
            Assert.Contains("goes on after trial", again.Output.Lines[0], StringComparison.Ordinal);
            Assert.Equal(times, cut.Record().GetProperty("resumes").GetArrayLength());
        }

        Assert.Equal(0, code);
        Assert.Equal(Resumed.Outcome(_neuro.Record()), Resumed.Outcome(cut.Record()));
        Assert.InRange(Directory.GetFiles(Path.Combine(run, "checkpoints")).Length, 1, 2);
    }

    /// <summary>A process of its own, killed wherever it happens to be while its second epoch is told.</summary>
    [Fact]
    public void AKilledProcess_LeavesARunThatGoesOn()
    {
        string[] options = ["--set", "model.hidden=[20]", "--limit", "500", "--batch", "5", "--epochs", "8", "--workers", "1"];
        Assert.Equal(0, _neuro.Invoke(["run", "ghost-ma", .. options, "--quiet", "--out", _neuro.Runs]));
        var runs = Path.Combine(_neuro.Folder.Path, "killed");
        var start = new ProcessStartInfo("dotnet", [typeof(NeuroCommand).Assembly.Location, "run", "ghost-ma", .. options, "--out", runs, "--set", "checkpoint.every=7"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using (var process = Process.Start(start)!)
        {
            while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("    2", StringComparison.Ordinal))
            {
                // Not before there has been something to lose.
            }

            process.Kill();
            process.WaitForExit();
        }

        var run = Assert.Single(Directory.GetDirectories(runs));
        Assert.Equal("running", Record(run).GetProperty("status").GetString());
        Assert.Equal(0, _neuro.Invoke("resume", run, "--quiet"));
        Assert.Equal(Resumed.Outcome(_neuro.Record()), Resumed.Outcome(Record(run)));
        Assert.True(Record(run).GetProperty("resumes")[0].GetProperty("trials").GetInt64() >= 100);
    }

    /// <summary>Interrupted before the first trial: nothing has happened, and that is where it goes on.</summary>
    [Fact]
    public void ARunThatWasInterruptedAtOnce_GoesOn()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", Small));
        using var cut = new Invocation();
        cut.Interrupt();
        Assert.Equal(130, cut.RunTiny("ghost-ma", Small));
        using var again = new Invocation();
        Assert.Equal(0, again.Invoke("resume", cut.RunFolders[0], "--quiet"));
        Assert.Equal(Resumed.Outcome(_neuro.Record()), Resumed.Outcome(cut.Record()));
    }

    /// <summary>What failed comes again, unless it is told not to.</summary>
    [Fact]
    public void AFailedRun_GoesOn_OnceItsFaultIsGone()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", Small));
        using var failed = new Invocation();
        Assert.Equal(1, failed.RunTiny("ghost-ma", [.. Small, "--set", "checkpoint.every=4", "--set", "faults.crash=[\"hidden1 trial=14 step=3\"]"]));
        Assert.Equal("failed", failed.Record().GetProperty("status").GetString());
        Assert.Equal(1, failed.Invoke("resume", failed.RunFolders[0], "--quiet"));
        Assert.Contains("failed at step 3 of trial 14: an injected fault", failed.ErrorText, StringComparison.Ordinal);
        Assert.Equal(0, failed.Invoke("resume", failed.RunFolders[0], "--quiet", "--set", "faults.crash=[]"));
        Assert.Equal(Resumed.Outcome(_neuro.Record()), Resumed.Outcome(failed.Record()));
        Assert.Equal([12, 12], failed.Record().GetProperty("resumes").EnumerateArray().Select(resume => resume.GetProperty("trials").GetInt32()));
    }

    /// <summary>What a run recorded after its checkpoint is discarded and recorded again: the tables are those of a run that was never cut.</summary>
    [Fact]
    public void TablesAndMatrices_AreThoseOfAWholeRun()
    {
        string[] options = [.. Small, "--set", "checkpoint.every=7", "--set", "checkpoint.keep=9", "--set", "trace.matrices.every=1", "--set", "trace.activity.every=1"];
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", options));
        var run = _neuro.RunFolders[0];
        var whole = Path.Combine(_neuro.Folder.Path, "whole");
        Resumed.Copy(run, whole);
        foreach (var later in new[] { 21, 28 })
        {
            File.Delete(Path.Combine(run, "checkpoints", $"trial-{later:000000000000}.npz"));
        }

        MarkRunning(run);
        File.WriteAllBytes(Path.Combine(run, "metrics", ".part-00007.partial"), [1, 2, 3]);
        var before = File.ReadAllBytes(Path.Combine(run, "activity", "part-00000.parquet"));
        Assert.Equal(0, _neuro.Invoke("resume", run, "--quiet"));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(run, "activity", "part-00000.parquet")));
        Assert.False(File.Exists(Path.Combine(run, "metrics", ".part-00007.partial")));
        Assert.Equal(Names(whole, "matrices"), Names(run, "matrices"));
        Assert.All(Names(whole, "matrices"), name => Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "matrices", name)), File.ReadAllBytes(Path.Combine(run, "matrices", name))));
        foreach (var table in new[] { "activity", "alignment", "traffic", "weights" })
        {
            Assert.Equal(TableText.Of(whole, table), TableText.Of(run, table));
        }

        Assert.Equal(TableText.Of(whole, "metrics", "epoch", "trials", "loss", "learning_accuracy", "test_accuracy"), TableText.Of(run, "metrics", "epoch", "trials", "loss", "learning_accuracy", "test_accuracy"));
    }

    [Fact]
    public void OnlyTheLastCheckpoints_AreKept()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. Small, "--set", "checkpoint.every=7", "--set", "checkpoint.keep=3"]));
        Assert.Equal(["trial-000000000014.npz", "trial-000000000021.npz", "trial-000000000028.npz"], Names(_neuro.RunFolders[0], "checkpoints"));
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", Small));
        Assert.False(Directory.Exists(Path.Combine(_neuro.RunFolders[1], "checkpoints")));
    }

    /// <summary>A racing run goes on racing, and the whole of it is had again.</summary>
    [Theory]
    [InlineData("--slack", "3")]
    [InlineData("--slack", "infinite")]
    [InlineData("--set", "schedule.trial-barrier=false")]
    [InlineData("--set", "run.replicas=2")]
    [InlineData("--shards", "2")]
    public void ARace_GoesOn_AndIsReplayedAsAWhole(string option, string value)
    {
        string[] options = ["--schedule", "live", "--workers", "2", option, value, "--set", "model.hidden=[70]", "--set", "checkpoint.every=4", "--set", "checkpoint.keep=9", "--set", "trace.activity.every=1"];
        Assert.Equal(0, _neuro.RunTiny("ghost-ma-async", [.. Small, .. options]));
        var run = _neuro.RunFolders[0];
        foreach (var later in Names(run, "checkpoints").Skip(1).ToList())
        {
            File.Delete(Path.Combine(run, "checkpoints", later));
        }

        MarkRunning(run);
        Assert.Equal(0, _neuro.Invoke("resume", run, "--quiet", "--workers", "3"));
        Assert.Equal(0, _neuro.Invoke("replay", run, "--verify", "--json"));
        Assert.True(_neuro.Json().GetProperty("verified").GetBoolean());
        Assert.True(_neuro.Json().GetProperty("activityCompared").GetInt64() > 0);
        Assert.Equal(JsonSerializer.Serialize(_neuro.Record().GetProperty("result").GetProperty("reads")), JsonSerializer.Serialize(_neuro.Json().GetProperty("reads")));
    }

    private static JsonElement Record(string run) => JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json"))).RootElement;

    private static List<string> Names(string run, string folder) => [.. Directory.GetFiles(Path.Combine(run, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>A run that was killed still says that it goes on.</summary>
    private static void MarkRunning(string run)
    {
        var file = Path.Combine(run, "run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"status\": \"completed\"", "\"status\": \"running\"", StringComparison.Ordinal));
    }
}
