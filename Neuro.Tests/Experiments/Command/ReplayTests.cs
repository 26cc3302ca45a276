using System.Text.Json;
using Neuro.Experiments.Results;
using Neuro.Tests.Experiments.Traces;

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
        Assert.Contains("the decisions of the run", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfALogThatWasCut_IsRefused()
    {
        Race("ghost-ma");
        var part = PartImage.Parts(Run, "schedule")[0];
        var whole = File.ReadAllBytes(part);
        foreach (var length in new[] { 0, 3, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(part, whole[..length]);
            using var again = new Invocation();
            Assert.Equal(2, again.Invoke("replay", Run));
            Assert.Contains(part, again.ErrorText, StringComparison.Ordinal);
        }

        // A decision and an entry of the metadata that nobody can have recorded.
        File.WriteAllBytes(part, whole);
        Edited(image => image.Rows[0][image.IndexOf("offset")] = 4L, "of -3 to 3");
        Edited(image => image.Rows[0][image.IndexOf("projection")] = "hidden9", "of this network's projections and shards");
        Edited(image => image.Rows[0][image.IndexOf("target_shard")] = 1, "of this network's projections and shards");
        Edited(image => image.Rows.RemoveAt(2), "expected");
        Edited(image => image.Metadata["neuro.stops"] = "x", "neuro.stops: expected a whole number, found x");
        Edited(image => image.Metadata.Remove("neuro.end"), "expected the entry neuro.end in its metadata, found none");
        Edited(image => image.Metadata["neuro.begin"] = "1", "expected decisions from trial 0 on");
        Edited(image => image.Metadata["neuro.timing"] = "0", "another timing or topology");
        File.Delete(part);
        Assert.Equal(2, _neuro.Invoke("replay", Run));
        Assert.Contains("expected the decisions of a run with schedule.kind = live", _neuro.ErrorText, StringComparison.Ordinal);

        void Edited(Action<PartImage> edit, string why)
        {
            File.WriteAllBytes(part, whole);
            var image = PartImage.Read(part);
            edit(image);
            image.Write();
            using var again = new Invocation();
            Assert.Equal(2, again.Invoke("replay", Run));
            Assert.Contains(why, again.ErrorText, StringComparison.Ordinal);
        }
    }

    /// <summary>Without its last part the table is that of a shorter run; how long the run was stands in its record.</summary>
    [Fact]
    public void Replay_OfFewerTrialsThanTheRunHad_IsRefused()
    {
        Race("ghost-ma");
        var file = Path.Combine(Run, RunFolder.RecordName);
        Assert.Equal(10, _neuro.Record().GetProperty("trace").GetProperty("trials").GetInt64());
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"trials\": 10", "\"trials\": 11", StringComparison.Ordinal));
        Assert.Equal(2, _neuro.Invoke("replay", Run));
        Assert.Contains("found those of 10 trials in 1 parts, expected those of 11: a part is missing", _neuro.ErrorText, StringComparison.Ordinal);
    }

    /// <summary>A run stands still after its first trial, to see how long trials take, and at its end; without a barrier between trials a replay has to stop there, too.</summary>
    [Fact]
    public void TheDecisions_TellWhereTheRunStoodStill()
    {
        Race("ghost-ma");
        long[] stops = [.. PartImage.Parts(Run, "schedule").SelectMany(part => PartImage.Read(part).Metadata["neuro.stops"].Split(' ')).Select(long.Parse)];
        Assert.Equal((1L, 10L), (stops[0], stops[^1]));
        Assert.Equal(stops.Distinct().Order(), stops);
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

    /// <summary>A failure may leave the inputs at different steps; what was decided in the stretches before it is kept, and can be had again.</summary>
    [Fact]
    public void AFailedRun_KeepsTheDecisionsBeforeItsLastStretch()
    {
        Assert.Equal(1, _neuro.RunTiny("ghost-ma", "--schedule", "live", "--epochs", "30", "--quiet", "--set", "learning.mimicry=1000"));
        Assert.Equal("failed", _neuro.Record().GetProperty("status").GetString());
        Assert.Equal(PartImage.Parts(Run, "schedule").Length == 0 ? 2 : 0, _neuro.Invoke("replay", Run));
    }

    private void Race(string experiment, params string[] more) =>
        Assert.Equal(0, _neuro.RunTiny(experiment, ["--schedule", "live", "--slack", "3", "--workers", "2", "--quiet", .. more]));
}
