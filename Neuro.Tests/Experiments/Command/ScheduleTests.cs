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
}
