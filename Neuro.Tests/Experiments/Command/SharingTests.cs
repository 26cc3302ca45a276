using Neuro.Tests.Experiments.Traces;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Feedback weights that are read where they stand, from the command line.</summary>
public sealed class SharingTests : IDisposable
{
    private static readonly string[] LockFree = ["--set", "schedule.sharing=lock-free"];
    private readonly Invocation _neuro = new();

    private string Run => _neuro.RunFolders[0];

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("ghost-ma", "1")]
    [InlineData("ghost-ma", "2")]
    [InlineData("ghost-mb", "2")]
    public void LockFree_Learns_Measures_AndSaysThatItCannotBeReplayed(string experiment, string workers)
    {
        Assert.Equal(0, _neuro.RunTiny(experiment, [.. LockFree, "--epochs", "15", "--workers", workers, "--json"]));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("replay      impossible", StringComparison.Ordinal));
        Assert.False(_neuro.Json().GetProperty("replayable").GetBoolean());
        Assert.Equal(0, _neuro.Json().GetProperty("traffic").EnumerateArray().Sum(row => row.GetProperty("signalEvents").GetInt64()));
        var layer = _neuro.Json().GetProperty("layers")[0];
        Assert.Equal(0, layer.GetProperty("asymmetry").GetDouble());
        Assert.All(["alignment", "loopGain"], name => Assert.True(double.IsFinite(layer.GetProperty(name).GetDouble())));
        var losses = _neuro.Record().GetProperty("history").EnumerateArray().Select(epoch => epoch.GetProperty("loss").GetDouble()).ToList();
        Assert.True(losses[^1] < 0.9 * losses[0], $"the loss went from {losses[0]} to {losses[^1]}");
    }

    /// <summary>On one worker the lower population takes each step when the upper one has learned up to the step before, or one more: near what a mirror gives.</summary>
    [Fact]
    public void LockFree_IsNearTheMirroredRun_WhereNothingRaces()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--json"));
        var mirrored = _neuro.Json().GetProperty("loss").GetDouble();
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. LockFree, "--json"]));
        Assert.Equal(mirrored, _neuro.Json().GetProperty("loss").GetDouble(), 0.05 * mirrored);
    }

    [Fact]
    public void LockFree_IsNoRunToReplay()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. LockFree, "--schedule", "live", "--quiet"]));
        Assert.Empty(PartImage.Parts(Run, "schedule"));
        Assert.Equal(2, _neuro.Invoke("replay", Run));
        Assert.Contains("run.json: key 'schedule.sharing': found lock-free", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfAMirroredRun_StaysMirrored()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--schedule", "live", "--quiet"));
        Assert.Equal(2, _neuro.Invoke(["replay", Run, .. LockFree]));
        Assert.Contains("key 'schedule.sharing': found lock-free, expected what was recorded", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_TellsWhoseWeightsAreRead()
    {
        Assert.Equal(0, _neuro.Invoke(["inspect", "ghost-ma", .. LockFree]));
        Assert.Contains(
            _neuro.Output.Lines,
            line => line.StartsWith("output-hidden1 ", StringComparison.Ordinal) && line.Contains("500 x 10 ", StringComparison.Ordinal) && line.Contains("transpose of hidden1-output, read as it stands", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ghost-ma", "both", "expected one of mirrored, lock-free")]
    [InlineData("ghost-ma-fa", "lock-free", "key 'schedule.sharing': found lock-free, expected no value of its own, or model.feedback = transpose")]
    public void WhatDoesNotFit_IsExitCode2(string experiment, string value, string message)
    {
        Assert.Equal(2, _neuro.RunTiny(experiment, "--set", $"schedule.sharing={value}"));
        Assert.Contains(message, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }
}
