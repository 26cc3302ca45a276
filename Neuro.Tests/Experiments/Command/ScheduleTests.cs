using System.Text.Json;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Schedules as they are asked for and told of on the command line.</summary>
public sealed class ScheduleTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void Link_SaysHowAsynchronousItWas_AndIsTheSameForAnyNumberOfWorkers()
    {
        string[] link = ["--schedule", "link", "--set", "schedule.delay=2", "--set", "schedule.jitter=3", "--set", "schedule.loss=0.2", "--set", "schedule.period=[2, 1]", "--json"];
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. link, "--workers", "1"]));
        var one = _neuro.Json();
        Assert.Equal("link", one.GetProperty("schedule").GetString());
        var reads = one.GetProperty("reads").EnumerateArray().ToDictionary(r => r.GetProperty("projection").GetString()!);
        Assert.Equal(["ghost2-hidden1", "hidden1-ghost2", "hidden1-output", "output-ghost2-teach", "output-hidden1"], reads.Keys.Order(StringComparer.Ordinal));
        Assert.All(reads.Values, read => Assert.InRange(read.GetProperty("meanStaleness").GetDouble(), 1.5, 8));
        Assert.True(reads["output-hidden1"].GetProperty("signalsLost").GetInt64() > 0);
        Assert.Equal(0, reads["hidden1-output"].GetProperty("signalsLost").GetInt64());
        foreach (var read in reads.Values)
        {
            var counts = read.GetProperty("staleness").EnumerateArray().Select(count => count.GetInt64()).ToList();
            Assert.Equal(read.GetProperty("reads").GetInt64(), counts.Sum());
            Assert.InRange(read.GetProperty("different").GetInt64(), 1, counts.Sum() - 1);
        }

        // Lost signals are what drives the two ends of the synapses apart.
        Assert.InRange(one.GetProperty("layers")[0].GetProperty("asymmetry").GetDouble(), 1e-4, 2);

        // The hidden layer ticks at every other step, the layer above at every step.
        Assert.Equal(2, (double)Reads("hidden1-output") / Reads("output-hidden1"), 0.2);
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. link, "--workers", "2"]));
        Assert.Equal(one.GetProperty("stateHash").GetString(), _neuro.Json().GetProperty("stateHash").GetString());
        Assert.Equal(JsonSerializer.Serialize(one.GetProperty("reads")), JsonSerializer.Serialize(_neuro.Json().GetProperty("reads")));

        long Reads(string projection) => reads[projection].GetProperty("reads").GetInt64();
    }

    [Fact]
    public void Threshold_SendsLess_AndIsCountedTheSameForAnyNumberOfWorkers()
    {
        string[] events = ["--set", "schedule.threshold=[0.02, 0.01]", "--set", "energy.event=1", "--set", "energy.byte=2", "--set", "energy.synaptic-operation=3"];
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. events, "--json", "--workers", "1"]));
        var one = _neuro.Json();
        var rows = one.GetProperty("traffic").EnumerateArray().ToList();
        Assert.Equal(rows.Sum(row => Number(row, "events") + Number(row, "signalEvents")), Number(one, "events"));
        foreach (var name in new[] { "bytes", "synapticOperations", "denseSynapticOperations", "multiplyAdds" })
        {
            Assert.Equal(rows.Sum(row => Number(row, name)), Number(one, name));
        }

        Assert.InRange(Number(one, "synapticOperations"), 1, Number(one, "denseSynapticOperations") - 1);
        var picojoules = Number(one, "events") + (2.0 * Number(one, "bytes")) + (3.0 * Number(one, "synapticOperations"));
        Assert.Equal(picojoules * 1e-12, one.GetProperty("energyEstimateJoules").GetDouble(), picojoules * 1e-24);

        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. events, "--json", "--workers", "2"]));
        Assert.Equal(JsonSerializer.Serialize(one.GetProperty("traffic")), JsonSerializer.Serialize(_neuro.Json().GetProperty("traffic")));

        Assert.Equal(0, _neuro.RunTiny("ghost-ma", events));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("events", StringComparison.Ordinal) && line.Contains("energy estimate", StringComparison.Ordinal));

        static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
    }

    [Fact]
    public void Lockstep_ReadsNothingDifferently()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--json"));
        Assert.Equal(0, _neuro.Json().GetProperty("layers")[0].GetProperty("asymmetry").GetDouble());
        Assert.All(_neuro.Json().GetProperty("reads").EnumerateArray(), read => Assert.Equal(0, read.GetProperty("different").GetInt64() + read.GetProperty("signalsLost").GetInt64()));
    }

    [Theory]
    [InlineData("schedule.jitter=3", "key 'schedule.jitter': found 3, expected no value of its own, or schedule.kind = link")]
    [InlineData("schedule.loss=0.5", "key 'schedule.loss': found 0.5, expected no value of its own, or schedule.kind = link")]
    [InlineData("schedule.duty=[2]", "has a period of 1 steps with 2 ticks, expected at least 1 tick and at most as many as steps")]
    [InlineData("schedule.duplicate=0.5", "key 'schedule.duplicate': found 0.5, expected no value of its own, or schedule.kind = link")]
    [InlineData("schedule.late=0.5", "key 'schedule.late': found 0.5, expected no value of its own, or schedule.kind = link")]
    [InlineData("schedule.late-steps=5", "key 'schedule.late-steps': found 5, expected no value of its own, or schedule.kind = link")]
    [InlineData("schedule.links=[hidden1-output]", "--set schedule.links=[hidden1-output]: key 'schedule.links': found 1 words in \"hidden1-output\", expected a name and at least one of delay=, jitter=,")]
    [InlineData("schedule.links=[\"hidden1-outptu delay=2\"]", "found projection 'hidden1-outptu', which is not in the network in \"hidden1-outptu delay=2\", expected one of hidden1-output, output-hidden1, hidden1-ghost2, ghost2-hidden1, output-ghost2-teach, or a pattern with *")]
    [InlineData("schedule.links=[\"ghost3-* delay=2\"]", "found projection 'ghost3-*', which is not in the network")]
    [InlineData("schedule.links=[\"*-output lag=2\"]", "found lag=2 in \"*-output lag=2\", expected one of delay=, jitter=, distribution=, loss=, duplicate=, late=, late-steps=")]
    [InlineData("schedule.links=[\"*-output delay\"]", "found delay in \"*-output delay\", expected one of delay=")]
    [InlineData("schedule.links=[\"*-output delay=0\"]", "found delay=0 in \"*-output delay=0\", expected a whole number, 1 to 64")]
    [InlineData("schedule.links=[\"*-output delay=x\"]", "found delay=x in \"*-output delay=x\", expected a whole number, 1 to 64")]
    [InlineData("schedule.links=[\"input-hidden1 delay=2\"]", "found projection 'input-hidden1' from a clamped population, whose delay is always 1")]
    [InlineData("schedule.links=[\"input-* delay=2\"]", "found projection 'input-hidden1' from a clamped population, whose delay is always 1")]
    [InlineData("schedule.links=[\"*-output jitter=2\"]", "found jitter=2 in \"*-output jitter=2\", expected delay alone, or schedule.kind = link")]
    [InlineData("schedule.jitter=32", "expected")]
    [InlineData("schedule.loss=0.96", "expected")]
    [InlineData("schedule.threshold=[-0.1]", "expected")]
    [InlineData("schedule.threshold=[]", "expected")]
    [InlineData("schedule.period=[0]", "expected")]
    [InlineData("schedule.period=[]", "expected")]
    [InlineData("schedule.duty=[]", "expected")]
    [InlineData("schedule.slack=9", "key 'schedule.slack': found 9, expected no value of its own, or schedule.kind = live")]
    public void WhatDoesNotFit_IsExitCode2(string assignment, string message)
    {
        Assert.Equal(2, _neuro.RunTiny("ghost-ma", "--set", assignment));
        Assert.Contains(message, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }

    [Theory]
    [InlineData("jitter=32", "found jitter=32 in \"*-hidden1 jitter=32\", expected a whole number, 0 to 31")]
    [InlineData("loss=1", "expected a number, 0 to 0.95")]
    [InlineData("loss=NaN", "expected a number, 0 to 0.95")]
    [InlineData("duplicate=1.1", "expected a number, 0 to 1")]
    [InlineData("late=-1", "expected a number, 0 to 1")]
    [InlineData("late-steps=64", "expected a whole number, 1 to 63")]
    [InlineData("distribution=normal", "expected one of uniform, geometric")]
    [InlineData("jitter=31 late=0.1 late-steps=40", "projection 'output-hidden1': has messages that are 40 steps late on top of a jitter of 31")]
    public void AWrongLink_IsExitCode2(string link, string message)
    {
        Assert.Equal(2, _neuro.RunTiny("ghost-ma", "--schedule", "link", "--set", $"schedule.links=[\"*-hidden1 {link}\"]"));
        Assert.Contains(message, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }

    [Fact]
    public void Inspect_ShowsTheLinkOfEachProjection_LaterEntriesBeforeEarlierOnes()
    {
        Assert.Equal(0, _neuro.Invoke(
            "inspect", "ghost-ma", "--schedule", "link", "--set", "schedule.delay=2", "--set", "schedule.jitter=1",
            "--set", "schedule.links=[\"*-hidden1 delay=5 loss=0.1\", \"ghost2-* delay=3 distribution=geometric duplicate=0.2 late=0.01 late-steps=8\", \"output-*-teach jitter=0\"]"));
        Line("hidden1-output ", " 2 ", "jitter 1 uniform ");
        Line("output-hidden1 ", " 5 ", "jitter 1 uniform, loss 0.1 ");
        Line("ghost2-hidden1 ", " 3 ", "jitter 1 geometric, loss 0.1, duplicate 0.2, late 0.01 by 8 ");
        Line("output-ghost2-teach ", " 2 ", " - ");
        Line("input-hidden1 ", " 1 ", " - ");

        void Line(string projection, string delay, string link) => Assert.Contains(
            _neuro.Output.Lines,
            line => line.StartsWith(projection, StringComparison.Ordinal) && line.Contains(delay, StringComparison.Ordinal) && line.Contains(link, StringComparison.Ordinal));
    }

    /// <summary>What an entry says about all projections is what the key for all says.</summary>
    [Theory]
    [InlineData("lockstep", "delay", "3")]
    [InlineData("link", "delay", "2")]
    [InlineData("link", "jitter", "4")]
    [InlineData("link", "loss", "0.3")]
    [InlineData("link", "duplicate", "0.5")]
    [InlineData("link", "late", "0.2")]
    public void AnEntryForAll_IsTheKeyForAll(string schedule, string word, string value)
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--schedule", schedule, "--epochs", "1", "--json", "--set", $"schedule.{word}={value}"));
        var all = _neuro.Json();
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--schedule", schedule, "--epochs", "1", "--json", "--set", $"schedule.links=[\"* {word}={value}\"]"));
        Assert.Equal(all.GetProperty("stateHash").GetString(), _neuro.Json().GetProperty("stateHash").GetString());
        Assert.Equal(JsonSerializer.Serialize(all.GetProperty("reads")), JsonSerializer.Serialize(_neuro.Json().GetProperty("reads")));
        Assert.All(all.GetProperty("reads").EnumerateArray(), read => Assert.Equal(
            word == "duplicate" && read.GetProperty("projection").GetString() == "output-hidden1", read.GetProperty("duplicates").GetInt64() > 0));
    }

    [Fact]
    public void Live_TakesDelaysOfSingleProjections_AndItsReplayRefusesOthers()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma-async", "--schedule", "live", "--json", "--set", "schedule.links=[\"ghost2-* delay=4\"]"));
        Assert.Equal(4, _neuro.Json().GetProperty("reads").EnumerateArray().Single(r => r.GetProperty("projection").GetString() == "ghost2-hidden1").GetProperty("delay").GetInt32());
        Assert.Equal(0, _neuro.Invoke("replay", _neuro.RunFolders[0], "--verify", "--json"));
        Assert.Equal(2, _neuro.Invoke("replay", _neuro.RunFolders[0], "--set", "schedule.links=[]"));
        Assert.Contains("another timing or topology", _neuro.ErrorText, StringComparison.Ordinal);
    }
}
