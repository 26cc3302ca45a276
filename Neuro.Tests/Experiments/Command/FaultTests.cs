using System.Text.Json;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Crashes from the command line: what they end, and what recovery makes of them.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("8")]
    public void ACrash_WithoutSnapshots_IsAFailedRun(string workers)
    {
        Assert.Equal(1, _neuro.RunTiny("ghost-ma", "--quiet", "--workers", workers, "--set", "faults.crash=[\"hidden1 trial=3 step=5\"]"));
        Assert.Contains("population 'hidden1' failed at step 5 of trial 3: an injected fault", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Equal("failed", _neuro.Record().GetProperty("status").GetString());
    }

    /// <summary>In the first epoch, in the first and in the last trial of the second, and in the trial after a snapshot; a snapshot is never older than its epoch.</summary>
    [Theory]
    [InlineData("ghost-ma", "lockstep")]
    [InlineData("ghost-mb", "lockstep")]
    [InlineData("ghost-ma", "link")]
    public void Recovery_EndsAsTheRunWithoutCrashes(string experiment, string schedule)
    {
        string[] link = schedule == "link" ? ["--set", "schedule.jitter=3", "--set", "schedule.loss=0.2", "--set", "schedule.duplicate=0.3"] : [];
        string[] faults = ["--set", "faults.snapshot-every=3", "--set", "faults.crash=[\"hidden1 trial=1 step=3\", \"ghost2 trial=3 step=1\", \"output trial=5 step=9\", \"output trial=9 step=18\"]"];
        Assert.Equal(0, _neuro.RunTiny(experiment, ["--schedule", schedule, .. link, "--json"]));
        var undisturbed = (Result: _neuro.Json(), Record: _neuro.Record());
        Assert.Equal(0, undisturbed.Result.GetProperty("crashes").GetInt64());
        foreach (var workers in new[] { "1", "2" })
        {
            using var again = new Invocation();
            Assert.Equal(0, again.RunTiny(experiment, ["--schedule", schedule, .. link, .. faults, "--json", "--workers", workers]));
            foreach (var name in new[] { "stateHash", "trainAccuracy", "testAccuracy", "loss", "reads", "layers" })
            {
                Assert.Equal(JsonSerializer.Serialize(undisturbed.Result.GetProperty(name)), JsonSerializer.Serialize(again.Json().GetProperty(name)));
            }

            Assert.Equal(4, again.Json().GetProperty("crashes").GetInt64());
            Assert.Equal(2 + 1 + 1 + 1, again.Json().GetProperty("trialsRepeated").GetInt64());
            Assert.Equal(Epochs(undisturbed.Record), Epochs(again.Record()));
            Assert.Equal(4, again.Record().GetProperty("result").GetProperty("crashes").GetInt64());
        }
    }

    [Fact]
    public void Live_GoesOnAfterACrash_AndIsReplayed()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma-async", "--schedule", "live", "--workers", "2", "--set", "faults.snapshot-every=2", "--set", "faults.crash=[\"output trial=3 step=9\", \"hidden1 trial=6 step=2\"]"));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("recovered", StringComparison.Ordinal) && line.EndsWith("2 crashes, 3 trials done again", StringComparison.Ordinal));
        var run = _neuro.RunFolders[0];
        Assert.Equal(0, _neuro.Invoke("replay", run, "--verify", "--json"));
        Assert.True(_neuro.Json().GetProperty("verified").GetBoolean());
        Assert.Equal(0, _neuro.Json().GetProperty("crashes").GetInt64());
        Assert.Equal(2, _neuro.Invoke("replay", run, "--set", "faults.crash=[]"));
        Assert.Equal(0, _neuro.Invoke("replay", run, "--verify", "--quiet", "--set", "faults.watchdog=5"));
    }

    [Theory]
    [InlineData("faults.crash=[\"hidden9 trial=1 step=1\"]", "--set faults.crash=[\"hidden9 trial=1 step=1\"]: key 'faults.crash': found population 'hidden9' in \"hidden9 trial=1 step=1\", expected one with a state: hidden1, output, ghost2")]
    [InlineData("faults.crash=[\"input trial=1 step=1\"]", "found population 'input'")]
    [InlineData("faults.crash=[\"output\"]", "expected a name and at least one of trial=, step=")]
    [InlineData("faults.crash=[\"output trial=1\"]", "found no step= in \"output trial=1\", expected a step from 1 to 18")]
    [InlineData("faults.crash=[\"output trial=1 step=19\"]", "found step=19 in \"output trial=1 step=19\", expected a whole number, 1 to 18")]
    [InlineData("faults.crash=[\"output trial=1 step=0\"]", "expected a whole number, 1 to 18")]
    [InlineData("faults.crash=[\"output trial=10 step=1\"]", "expected a whole number, 0 to 9")]
    [InlineData("faults.crash=[\"output trial=1 when=1\"]", "found when=1 in \"output trial=1 when=1\", expected one of trial=, step=")]
    [InlineData("faults.snapshot-every=-1", "key 'faults.snapshot-every'")]
    [InlineData("faults.watchdog=-1", "key 'faults.watchdog'")]
    public void AWrongFault_IsExitCode2(string assignment, string message)
    {
        Assert.Equal(2, _neuro.RunTiny("ghost-ma", "--set", assignment));
        Assert.Contains(message, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }

    private static List<string> Epochs(JsonElement record) =>
        [.. record.GetProperty("history").EnumerateArray().Select(epoch => $"{epoch.GetProperty("loss")} {epoch.GetProperty("onlineAccuracy")} {epoch.GetProperty("testAccuracy")}")];
}
