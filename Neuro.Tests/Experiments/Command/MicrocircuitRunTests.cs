using System.Text.Json;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Microcircuits by command: they run on images and on real-valued targets, are measured, replayed, resumed and drawn, and what does not fit is refused before the start.</summary>
public sealed class MicrocircuitRunTests : IDisposable
{
    private static readonly string[] Small =
        ["--epochs", "1", "--set", "measure.samples=20", "--set", "data.teacher.train=12", "--set", "data.teacher.test=5", "--set", "microcircuit.prediction=2ms", "--json"];

    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("microcircuit-self-prediction", "teacher", "microcircuit.noise=0")]
    [InlineData("microcircuit-association", "teacher", "microcircuit.teaching=3ms")]
    [InlineData("microcircuit-regression", "teacher", "microcircuit.teaching=3ms")]
    [InlineData("microcircuit-bars", "bars", "microcircuit.teaching=3ms")]
    [InlineData("microcircuit-mnist", "digits", "model.hidden=[20,15]")]
    public void Experiments_run_and_are_measured(string experiment, string data, string setting)
    {
        Assert.Equal(0, _neuro.Invoke(["run", experiment, "--out", _neuro.Runs, "--limit", "200", "--set", setting, .. Small]));
        Assert.Equal(data, _neuro.Json().GetProperty("dataset").GetString());
        foreach (var layer in _neuro.Json().GetProperty("layers").EnumerateArray())
        {
            var found = layer.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number && double.IsFinite(p.Value.GetDouble())).Select(p => p.Name);
            Assert.Equal(["cancellation", "mimicry", "forwardDistance", "feedbackDistance", "predictionSpeed", "asymmetry", "feedbackAngle"], found);
        }
    }

    [Fact]
    public void A_self_predicting_start_is_measured_as_one()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "microcircuit-regression", "--out", _neuro.Runs, "--set", "microcircuit.forward-rates=[0]", "--set", "microcircuit.interneuron-rates=[0]", "--set", "microcircuit.teaching=0ms", .. Small]));
        var layer = _neuro.Json().GetProperty("layers")[0];
        Assert.All(["forwardDistance", "feedbackDistance"], name => Assert.Equal(0, layer.GetProperty(name).GetDouble(), 1e-5));
        Assert.All(["cancellation", "mimicry"], name => Assert.InRange(layer.GetProperty(name).GetDouble(), 0, 0.2));
    }

    /// <summary>A network that answers 0 to everything finds nothing of targets without a mean.</summary>
    [Fact]
    public void The_part_of_targets_that_is_found_is_told()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "microcircuit-regression", "--out", _neuro.Runs, "--set", "microcircuit.forward-rates=[0]", "--set", "microcircuit.forward-spread=1e-6", "--set", "microcircuit.noise=0", "--set", "microcircuit.teaching=1ms", .. Small]));
        Assert.Equal(0, _neuro.Json().GetProperty("testAccuracy").GetDouble(), 0.01);
        Assert.Equal(0, _neuro.Json().GetProperty("trainAccuracy").GetDouble(), 0.01);
        Assert.InRange(_neuro.Json().GetProperty("loss").GetDouble(), 0.1, 100);
    }

    [Fact]
    public void A_race_is_replayed_and_verified()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "microcircuit-regression", "--out", _neuro.Runs, "--schedule", "live", "--slack", "1", "--set", "microcircuit.teaching=2ms", "--set", "trace.activity.every=3", .. Small]));
        Assert.Equal(0, _neuro.Invoke("replay", _neuro.RunFolders[0], "--verify"));
    }

    [Fact]
    public void Apical_potentials_are_drawn_before_and_after()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "microcircuit-self-prediction", "--out", _neuro.Runs, "--set", "trace.activity.every=5", .. Small]));
        Assert.Equal(0, _neuro.Invoke("trace", "plot", _neuro.RunFolders[0], "--figure", "apical"));
        var drawn = File.ReadAllText(_neuro.LastLine.Split("  ")[^1]);
        Assert.Contains("hidden1, unit 0: trial 0", drawn, StringComparison.Ordinal);
        Assert.Contains("hidden1, unit 0: trial 10", drawn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("microcircuit-mnist", "microcircuit.noise=0.1", "microcircuit.noise", "microcircuit.form = continuous")]
    [InlineData("microcircuit-mnist", "microcircuit.induction=30ms", "microcircuit.induction", "microcircuit.form = continuous")]
    [InlineData("microcircuit-mnist", "microcircuit.teaching=0", "microcircuit.teaching", "at least 1 step")]
    [InlineData("microcircuit-regression", "microcircuit.teaching-ratio=0.5", "microcircuit.teaching-ratio", "simplified")]
    [InlineData("microcircuit-regression", "microcircuit.targets=[1,1]", "microcircuit.targets", "differ")]
    [InlineData("microcircuit-regression", "microcircuit.targets=[1]", "microcircuit.targets", "2")]
    [InlineData("microcircuit-regression", "microcircuit.basal=0", "microcircuit.basal", "0")]
    [InlineData("microcircuit-regression", "microcircuit.teaching=0.05ms", "microcircuit.teaching", "whole")]
    [InlineData("microcircuit-regression", "model.nudging=0.5", "model.nudging", "microcircuit")]
    [InlineData("microcircuit-regression", "learning.input=3", "learning.input", "microcircuit")]
    [InlineData("ghost-ma", "microcircuit.noise=0.1", "microcircuit.noise", "model.kind = microcircuit")]
    [InlineData("bp", "microcircuit.leak=0.2", "microcircuit.leak", "model.kind = microcircuit")]
    [InlineData("eqprop", "microcircuit.leak=0.2", "microcircuit.leak", "eqprop")]
    [InlineData("microcircuit-regression", "data.teacher.outputs=300", "data.teacher.outputs", "256")]
    public void What_does_not_fit_is_refused(string experiment, string setting, string key, string expected)
    {
        Assert.Equal(2, _neuro.Invoke("run", experiment, "--out", _neuro.Runs, "--set", setting));
        Assert.Contains(key, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains(expected, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }
}
