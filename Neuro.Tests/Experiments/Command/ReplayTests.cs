using System.Text.Json;
using Neuro.Experiments.Results;

namespace Neuro.Tests.Experiments.Command;

/// <summary>A racing run from the command line, and the same run again from its folder.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly Invocation _neuro = new();

    private string Run => _neuro.RunFolders[0];

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("ghost-ma")]
    [InlineData("ghost-mb")]
    public void Replay_HasTheStateOfTheRun_OnAnyNumberOfWorkers(string experiment)
    {
        Race(experiment);
        var recorded = _neuro.Record().GetProperty("result");
        foreach (var workers in new[] { "1", "2", "8" })
        {
            Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify", "--json", "--workers", workers));
            var again = _neuro.Json();
            Assert.True(again.GetProperty("verified").GetBoolean());
            Assert.Equal("replay", again.GetProperty("schedule").GetString());
            Assert.Equal(recorded.GetProperty("stateHash").GetString(), again.GetProperty("stateHash").GetString());
            Assert.Equal(recorded.GetProperty("testAccuracy").GetDouble(), again.GetProperty("testAccuracy").GetDouble());
            Assert.Equal(JsonSerializer.Serialize(recorded.GetProperty("reads")), JsonSerializer.Serialize(again.GetProperty("reads")));
        }

        Assert.Single(_neuro.RunFolders);
    }

    [Fact]
    public void Replay_UnderOtherPlasticity_SaysSo_AndDiverges()
    {
        Race("ghost-ma");
        Assert.Equal(0, _neuro.Invoke("replay", Run, "--set", "learning.input=3"));
        Assert.Contains(_neuro.Output.Lines, line => line.Contains("under another configuration: learning.input 10 -> 3", StringComparison.Ordinal));
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--json", "--set", "learning.input=3"));
        Assert.False(_neuro.Json().GetProperty("verified").GetBoolean());
        Assert.Equal(1, _neuro.Json().GetProperty("firstDivergence").GetProperty("epoch").GetInt32());
    }

    [Fact]
    public void Replay_OfAnInterruptedRun_EndsWhereItEnded()
    {
        _neuro.OnLine = line =>
        {
            if (line.TrimStart().StartsWith("1 ", StringComparison.Ordinal))
            {
                _neuro.Interrupt();
            }
        };
        Assert.Equal(130, _neuro.RunTiny("ghost-ma", "--schedule", "live", "--epochs", "500"));
        _neuro.OnLine = null;
        using var again = new Invocation();
        Assert.Equal(0, again.Invoke("replay", Run, "--verify", "--json"));
        Assert.Equal(_neuro.Record().GetProperty("stateHash").GetString(), again.Json().GetProperty("stateHash").GetString());
    }

    [Theory]
    [InlineData("model.hidden=[21]", "another timing or topology")]
    [InlineData("time.nudging=9", "another timing or topology")]
    [InlineData("schedule.delay=2", "another timing or topology")]
    public void Replay_OnAnotherNetwork_IsRefused(string assignment, string message)
    {
        Race("ghost-ma");
        Assert.Equal(2, _neuro.Invoke("replay", Run, "--set", assignment));
        Assert.Contains(message, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains(RunFolder.DecisionsName, _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfALogThatWasCut_IsRefused()
    {
        Race("ghost-ma");
        var file = Path.Combine(Run, RunFolder.DecisionsName);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        Assert.Equal(2, _neuro.Invoke("replay", Run));
        Assert.Contains("the log was cut or edited", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfWhatWasNotRecorded_IsRefused()
    {
        Assert.Equal(2, _neuro.Invoke("replay", Path.Combine(_neuro.Folder.Path, "nowhere")));
        Assert.Contains("expected the record of a run", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        Assert.Equal(2, _neuro.Invoke("replay", Run));
        Assert.Contains("expected the decisions of a run with schedule.kind = live", _neuro.ErrorText, StringComparison.Ordinal);
    }

    private void Race(string experiment) => Assert.Equal(0, _neuro.RunTiny(experiment, "--schedule", "live", "--slack", "3", "--workers", "2", "--quiet"));
}
