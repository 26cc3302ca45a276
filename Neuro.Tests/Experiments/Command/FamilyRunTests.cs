using System.Text.Json;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Networks that settle, and those of error units, by command: they run, are measured, replayed and divided like any other, and what does not fit is refused before the start.</summary>
public sealed class FamilyRunTests : IDisposable
{
    private static readonly string[] Small = ["--epochs", "1", "--set", "measure.samples=30", "--json"];

    private readonly Invocation _neuro = new();

    public static TheoryData<string> Experiments => ["eqprop", "eqprop-deep", "vector-field", "predictive", "continuous", "ghost-ma-change"];

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Every_experiment_runs(string experiment)
    {
        Assert.Equal(0, Run(experiment, experiment == "eqprop-deep" ? "model.hidden=[40, 30]" : "model.hidden=[40]"));
        Assert.InRange(_neuro.Json().GetProperty("testAccuracy").GetDouble(), 0, 100);
    }

    [Theory]
    [InlineData("eqprop", "alignment errorRatio predictionSpeed nudgingSpeed asymmetry")]
    [InlineData("vector-field", "alignment errorRatio predictionSpeed nudgingSpeed asymmetry")]
    [InlineData("predictive", "alignment errorRatio nudgingSpeed asymmetry")]
    [InlineData("continuous", "alignment errorRatio nudgingSpeed asymmetry")]
    public void What_a_model_has_is_measured(string experiment, string measures)
    {
        Assert.Equal(0, Run(experiment, "model.hidden=[40]"));
        var layer = Assert.Single(_neuro.Json().GetProperty("layers").EnumerateArray());
        var found = layer.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number && double.IsFinite(p.Value.GetDouble())).Select(p => p.Name);
        Assert.Equal(measures.Split(' '), found);
    }

    /// <summary>Weak and long nudging of a settled network: what it changes is the gradient (Scellier and Bengio 2017).</summary>
    [Fact]
    public void Weak_nudging_follows_the_gradient_of_the_settled_network()
    {
        Assert.Equal(0, Run("eqprop", "model.hidden=[30, 20]", "model.nudging=0.002", "model.centred=on", "time.prediction=1000", "time.nudging=1000", "learning.rates=[0]"));
        Aligned(1e-2);
    }

    /// <summary>Without tied weights it is no gradient, and that is seen.</summary>
    [Fact]
    public void Untied_weights_follow_another_direction()
    {
        Assert.Equal(0, Run("vector-field", "model.hidden=[30, 20]", "model.nudging=0.002", "model.centred=on", "time.prediction=1000", "time.nudging=1000", "learning.rates=[0]"));
        foreach (var layer in _neuro.Json().GetProperty("layers").EnumerateArray())
        {
            Assert.InRange(layer.GetProperty("alignment").GetDouble(), -0.9, 0.9);
            Assert.InRange(layer.GetProperty("asymmetry").GetDouble(), 1, 2);
        }
    }

    /// <summary>With predictions held and steps of a time constant errors are those of backprop (models of Whittington and Bogacz 2017).</summary>
    [Fact]
    public void Frozen_predictions_are_backprop()
    {
        Assert.Equal(0, Run("predictive", "model.hidden=[30, 20]", "model.frozen=on", "time.step=10", "time.nudging=5"));
        Aligned(1e-4);
    }

    /// <summary>A small error of the output spreads as backprop's does, where all has settled.</summary>
    [Fact]
    public void Weakly_nudged_predictions_are_backprop()
    {
        Assert.Equal(0, Run("predictive", "model.hidden=[30, 20]", "model.clamped=off", "model.nudging=0.001", "time.nudging=400", "learning.rates=[0]", "initial.forward=1"));
        Aligned(1e-2);
    }

    [Fact]
    public void Least_action_follows_backprop_while_patterns_stream()
    {
        Assert.Equal(0, Run("continuous", "model.hidden=[30, 20]", "model.nudging=0.05", "model.look-ahead=0.1", "time.nudging=200", "learning.rates=[0]"));
        Aligned(3e-2);
    }

    [Theory]
    [InlineData("eqprop")]
    [InlineData("vector-field")]
    [InlineData("predictive")]
    [InlineData("continuous")]
    public void A_race_is_replayed_and_verified(string experiment)
    {
        Assert.Equal(0, Run(experiment, ["model.hidden=[40]"], "--schedule", "live", "--slack", "1"));
        Assert.Equal(0, _neuro.Invoke("replay", _neuro.RunFolders[0], "--verify"));
    }

    [Theory]
    [InlineData("eqprop")]
    [InlineData("vector-field")]
    [InlineData("predictive")]
    [InlineData("continuous")]
    public void Workers_and_shards_change_nothing(string experiment)
    {
        string[] settings = ["model.hidden=[70, 40]", "schedule.kind=link", "schedule.loss=0.1", "schedule.jitter=1"];
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (workers, shards) in new[] { ("1", "1"), ("2", "1"), ("2", "3") })
        {
            Assert.Equal(0, Run(experiment, settings, "--workers", workers, "--shards", shards));
            hashes.Add(_neuro.Json().GetProperty("stateHash").GetString()!);
        }

        Assert.Single(hashes);
    }

    [Theory]
    [InlineData("eqprop", "model.clamped=off")]
    [InlineData("eqprop", "model.change=fixed-point")]
    [InlineData("eqprop", "initial.backward=2")]
    [InlineData("eqprop", "learning.optimiser=adam")]
    [InlineData("eqprop", "learning.rate=3")]
    [InlineData("eqprop", "learning.input=3")]
    [InlineData("eqprop", "model.loss=cross-entropy")]
    [InlineData("eqprop", "model.feedback=random")]
    [InlineData("eqprop", "learning.error=change")]
    [InlineData("eqprop", "run.pipeline=2")]
    [InlineData("eqprop", "schedule.sharing=lock-free")]
    [InlineData("eqprop", "time.sweep=off")]
    [InlineData("vector-field", "model.frozen=on")]
    [InlineData("vector-field", "control.ghosts=off")]
    [InlineData("predictive", "model.nudging=0.5")]
    [InlineData("predictive", "model.random-sign=off")]
    [InlineData("predictive", "model.particles=off")]
    [InlineData("predictive", "time.prediction=30")]
    [InlineData("predictive", "model.look-ahead=0.5")]
    [InlineData("continuous", "learning.optimiser=adam")]
    [InlineData("continuous", "model.variances=[2]")]
    [InlineData("continuous", "model.clamped=off")]
    [InlineData("ghost-ma", "model.random-sign=off")]
    [InlineData("ghost-ma", "learning.rates=[1]")]
    [InlineData("bp", "model.largest-speed=1")]
    [InlineData("bp", "learning.error=change")]
    [InlineData("ghost-ma", "data.patterns.inputs=10")]
    [InlineData("eqprop", "model.nudging=0")]
    [InlineData("eqprop", "model.hidden=[]")]
    [InlineData("predictive", "model.nudging=0", "model.clamped=off")]
    [InlineData("eqprop", "time.step=30", null, "tau")]
    [InlineData("predictive", "model.variances=[1, 2, 3, 4]")]
    [InlineData("vector-field", "time.nudging=100000000", null, "steps per trial, expected at most 1000000")]
    public void What_does_not_fit_is_refused(string experiment, string setting, string? also = null, string? named = null)
    {
        string[] more = also is null ? [] : ["--set", also];
        Assert.Equal(2, _neuro.Invoke(["run", experiment, "--out", _neuro.Runs, "--set", setting, .. more]));
        Assert.Contains(named ?? $"key '{setting.Split('=')[0]}'", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }

    /// <summary>Weights that are not tied make no energy, and large ones no rest.</summary>
    [Fact]
    public void Large_weights_that_are_not_tied_end_the_run_and_the_layer_is_named()
    {
        Assert.Equal(1, Run("vector-field", "model.hidden=[40, 40]", "initial.forward=8", "initial.backward=40", "time.step=10", "learning.rates=[0.001]"));
        Assert.Contains("does not settle", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains("layer '", _neuro.ErrorText, StringComparison.Ordinal);
        Kept();
    }

    [Fact]
    public void Errors_that_do_not_spread_evenly_end_the_run()
    {
        Assert.Equal(1, Run("predictive", "model.hidden=[40, 40]", "time.step=10", "time.nudging=20", "initial.forward=4", "learning.rates=[0]"));
        Assert.Contains("layer 'hidden", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("microcircuit.interneuron-rates=[4, 20]", "do not follow the units above")]
    [InlineData("microcircuit.forward-rates=[1000, 1000]", "is saturated")]
    public void Microcircuits_that_say_nothing_end_the_run(string rates, string expected)
    {
        Assert.Equal(1, Run("microcircuit-mnist", "model.hidden=[40]", rates));
        Assert.Contains("layer 'hidden1'", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains(expected, _neuro.ErrorText, StringComparison.Ordinal);
        Kept();
    }

    [Fact]
    public void A_speed_near_the_limit_is_warned_of()
    {
        Assert.Equal(0, Run("eqprop", "model.hidden=[40]", "time.prediction=4", "time.examination=1", "model.largest-speed=0.05"));
        Assert.Contains("model.largest-speed", _neuro.ErrorText + _neuro.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_gain_above_one_is_warned_of()
    {
        Assert.Equal(0, Run("ghost-ma", "model.hidden=[40]", "initial.upper=8", "learning.output=0", "learning.input=0"));
        Assert.Contains("loop gain of layer 'hidden1'", _neuro.ErrorText + _neuro.Output.Text, StringComparison.Ordinal);
    }

    private int Run(string experiment, params string[] settings) => Run(experiment, settings, []);

    private int Run(string experiment, string[] settings, params string[] more) =>
        _neuro.Invoke(["run", experiment, "--out", _neuro.Runs, "--limit", "300", .. Small, .. settings.SelectMany(setting => (string[])["--set", setting]), .. more]);

    private void Aligned(double tolerance)
    {
        foreach (var layer in _neuro.Json().GetProperty("layers").EnumerateArray())
        {
            Assert.Equal(1, layer.GetProperty("alignment").GetDouble(), tolerance);
            Assert.Equal(1, layer.GetProperty("errorRatio").GetDouble(), 3 * tolerance);
        }
    }

    /// <summary>What was known when the run failed is in its record.</summary>
    private void Kept()
    {
        Assert.Equal("failed", _neuro.Record().GetProperty("status").GetString());
        Assert.Single(_neuro.Record().GetProperty("history").EnumerateArray());
    }
}
