using System.Text.Json;
using Neuro.Experiments.Command;
using Neuro.Experiments.Results;
using Neuro.Runtime.Observing;

namespace Neuro.Tests.Experiments.Results;

public sealed class ResultWriterTests
{
    private static readonly LayerMeasures Odd = new("hidden1", double.NaN, double.PositiveInfinity, 0.25, null, null, null, null, null, null, null);

    [Fact]
    public void WhatIsMissingOrNotFinite_IsNull()
    {
        var epoch = new EpochMetrics(1, double.NaN, 50, null, null, 12.5, 1, double.PositiveInfinity, [Odd]);
        var result = new RunResult(
            "e", "digits", long.MaxValue, 1, null, null, 12.5, 12.5, double.NaN, 1, double.PositiveInfinity, "00ff", "lockstep", 2, 1, false, true, new Traffic([new ProjectionTraffic("p", "a", 1, 2, 3, 4, 5, 6, 7), new ProjectionTraffic("p", "b", 10, 20, 30, 40, 50, 60, 70)]), 0.5, [], [epoch]);
        var json = JsonDocument.Parse(JsonLine.Write(writer => ResultWriter.WriteFields(writer, result, "traces/\"a\"\nb"))).RootElement;
        Assert.All(["trainAccuracy", "loss", "samplesPerSecond"], name => Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind));
        Assert.Equal(12.5, json.GetProperty("testAccuracy").GetDouble());
        Assert.Equal(long.MaxValue, json.GetProperty("seed").GetInt64());
        Assert.Equal("traces/\"a\"\nb", json.GetProperty("run").GetString());
        Assert.Equal(
            [55L, 44, 55, 66, 77],
            new[] { "events", "bytes", "synapticOperations", "denseSynapticOperations", "multiplyAdds" }.Select(name => json.GetProperty(name).GetInt64()));
        Assert.Equal(0.5, json.GetProperty("energyEstimateJoules").GetDouble());
        Assert.Equal(
            ["\"p\"", "\"b\"", "10", "20", "30", "40", "50", "60", "70"],
            new[] { "projection", "phase", "messages", "events", "signalEvents", "bytes", "synapticOperations", "denseSynapticOperations", "multiplyAdds" }
                .Select(name => json.GetProperty("traffic")[1].GetProperty(name).GetRawText()));
        var layer = json.GetProperty("layers")[0];
        Assert.All(["alignment", "errorRatio", "mimicry"], name => Assert.Equal(JsonValueKind.Null, layer.GetProperty(name).ValueKind));
        Assert.Equal(0.25, layer.GetProperty("cancellation").GetDouble());
    }

    [Fact]
    public void Object_IsOneLine() =>
        Assert.DoesNotContain('\n', JsonLine.Write(writer => writer.WriteString("text", "two\nlines")));
}
