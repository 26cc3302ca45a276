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
        Race("ghost-ma", "--set", "trace.activity.every=0");
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

    [Theory]
    [InlineData("schedule.kind=lockstep")]
    [InlineData("schedule.slack=5")]
    public void Replay_UnderAnotherSchedule_IsRefused(string assignment)
    {
        Race("ghost-ma");
        Assert.Equal(2, _neuro.Invoke("replay", Run, "--set", assignment));
        Assert.Contains("expected what was recorded: the log says what is read", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_ThatEndsBeforeItsLog_IsNotCompared()
    {
        Race("ghost-ma");
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--epochs", "1"));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("not compared: the replay ended after 5 trials", StringComparison.Ordinal));
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--epochs", "1", "--json"));
        Assert.Equal(JsonValueKind.Null, _neuro.Json().GetProperty("verified").ValueKind);
    }

    [Fact]
    public void Replay_WithTheValuesOfTheRun_IsNoOtherConfiguration()
    {
        Race("ghost-ma");
        Assert.Equal(0, _neuro.Invoke("replay", Run, "--seed", "1", "--json"));
        Assert.Equal(0, _neuro.Json().GetProperty("changed").GetArrayLength());
    }

    [Theory]
    [InlineData("\"format\": \"neuro-run\"", "\"format\": 5")]
    [InlineData("\"format\": \"neuro-run\"", "\"format\": \"x\"")]
    [InlineData("\"checksums\":", "\"other\":")]
    [InlineData("\"testAccuracy\":", "\"tested\":")]
    [InlineData("\"history\": [", "\"history\": 3, \"more\": [")]
    [InlineData("\"experiment\": \"ghost-ma\"", "\"experiment\": null")]
    [InlineData("{", "[")]
    public void Replay_OfARecordThatIsNone_IsExitCode2(string part, string instead)
    {
        Race("ghost-ma");
        var file = Path.Combine(Run, RunFolder.RecordName);
        File.WriteAllText(file, File.ReadAllText(file).Replace(part, instead, StringComparison.Ordinal));
        Assert.Equal(2, _neuro.Invoke("replay", Run, "--verify"));
        Assert.StartsWith($"neuro: {file}: ", _neuro.ErrorText, StringComparison.Ordinal);
    }

    /// <summary>A failure may leave the inputs at different steps; the log of the last whole epoch stays.</summary>
    [Fact]
    public void AFailedRun_KeepsTheDecisionsOfItsWholeEpochs()
    {
        Assert.Equal(1, _neuro.RunTiny("ghost-ma", "--schedule", "live", "--epochs", "30", "--quiet", "--set", "learning.mimicry=1000"));
        Assert.False(File.Exists(Path.Combine(Run, RunFolder.DecisionsName)));
        Assert.Equal("failed", _neuro.Record().GetProperty("status").GetString());
    }

    private void Race(string experiment, params string[] more) =>
        Assert.Equal(0, _neuro.RunTiny(experiment, ["--schedule", "live", "--slack", "3", "--workers", "2", "--quiet", .. more]));
}
