using System.Text.Json;
using Neuro.Tests.Experiments.Traces;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Runs of several replicas from the command line.</summary>
public sealed class ReplicaTests : IDisposable
{
    private static readonly string[] Two = ["--set", "run.replicas=2", "--set", "run.average-every=2"];
    private static readonly string[] Live = [.. Two, "--schedule", "live", "--slack", "3"];

    /// <summary>What two replicas change adds up, so each changes half as much.</summary>
    private static readonly string[] LockFree =
    [
        "--set", "run.replicas=2", "--set", "run.averaging=lock-free", "--set", "learning.input=5", "--set", "learning.output=0.2", "--set", "learning.mimicry=0.5",
        "--set", "learning.cancellation=2",
    ];

    private readonly Invocation _neuro = new();

    private string Run => _neuro.RunFolders[0];

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("lockstep")]
    [InlineData("link")]
    public void Averaged_IsTheSameForAnyNumberOfWorkers(string schedule)
    {
        string[] asynchrony = schedule == "link" ? ["--set", "schedule.jitter=3", "--set", "schedule.loss=0.2"] : [];
        var results = new[] { "1", "2", "3", "8" }.Select(workers =>
        {
            Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. Two, "--schedule", schedule, .. asynchrony, "--json", "--workers", workers]));
            return _neuro.Json();
        }).ToList();
        Assert.All(results, result =>
        {
            Assert.Equal(2, result.GetProperty("replicas").GetInt32());
            Assert.True(result.GetProperty("replayable").GetBoolean());
            Assert.All(["stateHash", "testAccuracy", "loss", "reads", "layers", "bytes"], name => Assert.Equal(results[0].GetProperty(name).GetRawText(), result.GetProperty(name).GetRawText()));
        });
    }

    /// <summary>500 samples are 5 batches of 100: two whole rounds of two.</summary>
    [Fact]
    public void Start_TellsTheReplicas_AndTheSamplesThatAnEpochHas()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", Two));
        Assert.Contains("400 training samples in batches of 100", _neuro.Output.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("1 worker, 2 replicas", _neuro.Output.Lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(_neuro.Output.Lines, line => line.StartsWith("replay", StringComparison.Ordinal));

        // Epochs x trials x replicas x steps: sweep, prediction and nudging have 2, 10 and 6.
        Assert.Equal(2 * 2 * 2 * (2 + 10 + 6), _neuro.Record().GetProperty("result").GetProperty("reads")[0].GetProperty("reads").GetInt64());
    }

    [Fact]
    public void OneReplica_IsTheRunOfToday_HoweverOftenItWouldAverage()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--json"));
        var expected = _neuro.Json().GetProperty("stateHash").GetString();
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--json", "--set", "run.replicas=1", "--set", "run.average-every=2"));
        Assert.Equal(expected, _neuro.Json().GetProperty("stateHash").GetString());
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", ["--json", .. Two]));
        Assert.NotEqual(expected, _neuro.Json().GetProperty("stateHash").GetString());
    }

    [Fact]
    public void RacingReplicas_AreHadAgain_OnAnyNumberOfWorkers()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. Live, "--workers", "2", "--quiet"]));
        var recorded = _neuro.Record().GetProperty("result");
        foreach (var workers in new[] { "1", "2", "8" })
        {
            Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify", "--json", "--workers", workers));
            Assert.True(_neuro.Json().GetProperty("verified").GetBoolean());
            Assert.Equal(recorded.GetProperty("stateHash").GetString(), _neuro.Json().GetProperty("stateHash").GetString());
            Assert.Equal(JsonSerializer.Serialize(recorded.GetProperty("reads")), JsonSerializer.Serialize(_neuro.Json().GetProperty("reads")));
        }

        // How often weights are averaged is no choice of the race: another workload for the same schedule.
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--set", "run.average-every=1"));
        Assert.Contains(_neuro.Output.Lines, line => line.Contains("under another configuration: run.average-every 2 -> 1", StringComparison.Ordinal));
    }

    [Fact]
    public void RacingReplicas_ThatWereInterrupted_AreHadAgainUpToThere()
    {
        _neuro.OnLine = line =>
        {
            if (line.TrimStart().StartsWith("1 ", StringComparison.Ordinal))
            {
                _neuro.Interrupt();
            }
        };
        Assert.Equal(130, _neuro.RunTiny("ghost-ma", [.. Live, "--workers", "2", "--epochs", "500", "--batch", "20"]));
        _neuro.OnLine = null;
        using var again = new Invocation();
        Assert.Equal(0, again.Invoke("replay", Run, "--verify", "--json"));
        Assert.Equal(_neuro.Record().GetProperty("stateHash").GetString(), again.Json().GetProperty("stateHash").GetString());
    }

    [Fact]
    public void Replay_NeedsTheDecisionsOfEveryReplica()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. Live, "--quiet"]));
        var image = PartImage.Read(Assert.Single(PartImage.Parts(Run, "schedule")));
        Assert.Equal([0, 1], image.Rows.Select(row => (int)row[image.IndexOf("replica")]!).Distinct());
        image.Rows.RemoveAll(row => (int)row[image.IndexOf("replica")]! == 1);
        image.Write();
        Assert.Equal(2, _neuro.Invoke("replay", Run));
        Assert.Contains("found 0", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run.replicas=1")]
    [InlineData("run.averaging=lock-free")]
    public void Replay_OfOtherReplicas_IsRefused(string assignment)
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", ["--set", "run.replicas=2", "--schedule", "live", "--quiet"]));
        Assert.Equal(2, _neuro.Invoke("replay", Run, "--set", assignment));
        Assert.Contains("expected what was recorded: the log says what is read", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void LockFree_Learns_AndSaysThatItCannotBeReplayed(string workers)
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. LockFree, "--epochs", "25", "--workers", workers]));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("replay      impossible", StringComparison.Ordinal));
        var result = _neuro.Record().GetProperty("result");
        Assert.False(result.GetProperty("replayable").GetBoolean());
        var losses = _neuro.Record().GetProperty("history").EnumerateArray().Select(epoch => epoch.GetProperty("loss").GetDouble()).ToList();
        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.True(losses[^1] < 0.8 * losses[0], $"the loss went from {losses[0]} to {losses[^1]}");
        Assert.Equal(2, _neuro.Invoke("replay", Run));
        Assert.Contains("run.json: key 'run.averaging': found lock-free", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains("expected a run that can be replayed", _neuro.ErrorText, StringComparison.Ordinal);
    }

    /// <summary>One replica shares its weights with nobody, but nothing is promised.</summary>
    [Fact]
    public void LockFree_OfARacingReplica_RecordsNothing()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--schedule", "live", "--set", "run.averaging=lock-free", "--quiet", "--json"));
        Assert.False(_neuro.Json().GetProperty("replayable").GetBoolean());
        Assert.Empty(PartImage.Parts(Run, "schedule"));
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--set", "run.averaging=lock-free", "--quiet"));
        Assert.Contains("cannot be replayed", _neuro.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_NamesTheReplica()
    {
        Assert.Equal(1, _neuro.RunTiny("ghost-ma", [.. Two, "--set", "model.activation=relu", "--set", "learning.input=1e6"]));
        Assert.Matches(@"population '\w+' of replica [01] failed at step \d+ of trial \d+: .*state of unit", _neuro.ErrorText);
    }

    [Theory]
    [InlineData("run.replicas=0", "expected a whole number, 1 to 64")]
    [InlineData("run.replicas=65", "expected a whole number, 1 to 64")]
    [InlineData("run.replicas=6", "key 'run.replicas': found 6, expected at most 5, the whole batches of 100 among 500 training samples")]
    [InlineData("run.averaging=sum", "expected one of averaged, lock-free")]
    [InlineData("run.average-every=0", "expected a whole number in trials, 1 or more")]
    public void WhatDoesNotFit_IsExitCode2(string assignment, string message)
    {
        Assert.Equal(2, _neuro.RunTiny("ghost-ma", "--set", assignment));
        Assert.Contains(message, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }

    [Fact]
    public void AveragingOfSharedWeights_IsExitCode2()
    {
        Assert.Equal(2, _neuro.RunTiny("ghost-ma", [.. LockFree, "--set", "run.average-every=2"]));
        Assert.Contains("key 'run.average-every': found 2, expected no value of its own, or run.averaging = averaged", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_CountsTheReplicas()
    {
        Assert.Equal(0, _neuro.Invoke(["inspect", "ghost-ma", .. Two]));
        Assert.EndsWith("schedule lockstep, 2 replicas", _neuro.Output.Lines[0], StringComparison.Ordinal);
    }
}
