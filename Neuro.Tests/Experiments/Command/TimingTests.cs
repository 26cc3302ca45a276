namespace Neuro.Tests.Experiments.Command;

/// <summary>What a run tells of the time of its populations.</summary>
public sealed class TimingTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void A_racing_run_tells_how_long_its_populations_waited()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--schedule", "live", "--json"));
        var populations = _neuro.Json().GetProperty("populations").EnumerateArray().ToList();
        Assert.Equal(["hidden1", "output", "ghost2"], populations.Select(p => p.GetProperty("name").GetString()));
        Assert.All(populations, p =>
        {
            Assert.InRange(p.GetProperty("waiting").GetDouble(), 0, 1);
            Assert.True(p.GetProperty("stepsPerSecond").GetDouble() > 0);
            Assert.False(p.TryGetProperty("compute", out _));
        });
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("time ", StringComparison.Ordinal) && line.Contains("steps/s; waiting: hidden1", StringComparison.Ordinal));
        Assert.Equal(3, _neuro.Record().GetProperty("result").GetProperty("populations").GetArrayLength());
    }

    [Fact]
    public void The_split_is_told_where_it_is_asked_for()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--set", "measure.timing=split", "--json"));
        Assert.All(_neuro.Json().GetProperty("populations").EnumerateArray(), p =>
        {
            var parts = new[] { "waiting", "compute", "deliver" }.Select(part => p.GetProperty(part).GetDouble()).ToList();
            Assert.All(parts, part => Assert.InRange(part, 0, 1));
            Assert.InRange(parts.Sum(), 0, 1 + 1e-9);
        });
    }

    [Theory]
    [InlineData("lockstep", "auto")]
    [InlineData("live", "off")]
    public void Nothing_is_told_where_nothing_is_measured(string schedule, string timing)
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--schedule", schedule, "--set", $"measure.timing={timing}", "--json"));
        Assert.Equal(0, _neuro.Json().GetProperty("populations").GetArrayLength());
        Assert.DoesNotContain(_neuro.Output.Lines, line => line.StartsWith("time ", StringComparison.Ordinal));
    }
}
