using System.Text.Json;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Layered networks by command: they run, are measured, replayed and resumed like any other, and what does not fit is refused before the start.</summary>
public sealed class LayeredRunTests : IDisposable
{
    private static readonly string[] Small = ["--epochs", "1", "--set", "run.limit=600", "--set", "measure.samples=30", "--json"];

    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("fa", "model.hidden=[40, 40]", "alignment errorRatio updateAlignment updateRatio feedbackAngle inverseAngle")]
    [InlineData("dfa", "model.hidden=[40, 30]", "alignment errorRatio updateAlignment updateRatio feedbackAngle")]
    [InlineData("gait", "model.hidden=[40, 40]", "alignment errorRatio updateAlignment updateRatio condition")]
    [InlineData("lafs", "model.hidden=[20]", "alignment errorRatio updateAlignment updateRatio")]
    [InlineData("dtp", "model.hidden=[20, 20]", "alignment errorRatio updateAlignment updateRatio inverseAngle")]
    public void What_a_model_has_is_measured(string experiment, string hidden, string measures)
    {
        Assert.Equal(0, _neuro.Invoke(["run", experiment, "--out", _neuro.Runs, "--set", hidden, .. Small]));
        var layer = _neuro.Json().GetProperty("layers")[0];
        var found = layer.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number && double.IsFinite(p.Value.GetDouble())).Select(p => p.Name);
        Assert.Equal(measures.Split(' '), found);
    }

    [Fact]
    public void Backprop_is_aligned_with_itself()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "bp", "--out", _neuro.Runs, "--set", "model.hidden=[40, 30, 20]", .. Small]));
        foreach (var layer in _neuro.Json().GetProperty("layers").EnumerateArray())
        {
            foreach (var name in new[] { "alignment", "errorRatio", "updateAlignment", "updateRatio" })
            {
                Assert.Equal(1, layer.GetProperty(name).GetDouble(), 1e-4);
            }
        }
    }

    [Fact]
    public void A_pipeline_says_how_stale_updates_are()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "dfa", "--out", _neuro.Runs, "--set", "model.hidden=[20, 20]", "--set", "run.pipeline=3", .. Small]));
        var layers = _neuro.Json().GetProperty("updateStaleness").EnumerateArray().ToDictionary(l => l.GetProperty("layer").GetString()!, l => l.GetProperty("mean").GetDouble());
        Assert.InRange(layers["hidden1"], 1, 2);
        Assert.Equal(0, layers["output"]);
    }

    [Fact]
    public void A_race_is_replayed_and_verified()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "general-s3", "--out", _neuro.Runs, "--schedule", "live", "--slack", "1", "--set", "model.hidden=[20, 20]", "--set", "time.hop=1", .. Small]));
        Assert.Equal(0, _neuro.Invoke("replay", _neuro.RunFolders[0], "--verify"));
    }

    [Fact]
    public void An_auto_encoder_finds_its_input_again()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "autoencoder-bp", "--out", _neuro.Runs, "--set", "model.hidden=[40]", "--set", "run.batch=5", "--set", "learning.rate=0.03", .. Small]));
        Assert.InRange(_neuro.Json().GetProperty("testAccuracy").GetDouble(), 20, 100);
    }

    [Theory]
    [InlineData("gait", "model.hidden=[40, 30]", "model.hidden", "layers of one width")]
    [InlineData("gait", "model.activation=tanh", "model.activation", "leaky-relu or linear")]
    [InlineData("tp", "model.output-activation=sigmoid", "model.output-activation", "leaky-relu or linear")]
    [InlineData("itp", "model.loss=softmax-cross-entropy", "model.loss", "mean-squared-error")]
    [InlineData("gait", "initial.kind=zero", "initial.kind", "weights that have an inverse")]
    [InlineData("bp", "model.hidden=[]", "model.hidden", "at least one hidden layer")]
    [InlineData("dfa", "feedback.kind=transposed", "feedback.kind", "runs beside no forward weights")]
    [InlineData("bp", "schedule.period=[2]", "schedule.period", "a ghost network")]
    [InlineData("bp", "model.noise=0.1", "model.noise", "a ghost network")]
    [InlineData("bp", "time.hop=1", "time.hop", "at least 3 steps", "schedule.delay=3")]
    [InlineData("bp", "schedule.slack=infinite", "schedule.slack", "a layer acts once", "schedule.kind=live")]
    [InlineData("bp", "schedule.trial-barrier=off", "schedule.trial-barrier", "a ghost network", "schedule.kind=live")]
    [InlineData("bp", "model.biases=off", "model.biases", "a ghost network")]
    [InlineData("dfa", "model.nudging=0.5", "model.nudging", "a ghost network")]
    [InlineData("gait", "learning.input=3", "learning.input", "a ghost network")]
    [InlineData("bp", "faults.snapshot-every=10", "faults.snapshot-every", "empties the pipeline", "run.pipeline=2")]
    [InlineData("dfa", "model.tower=on", "model.tower", "tp, itp or gait")]
    [InlineData("gait", "model.hidden=[9]", "model.hidden", "at least the 10 units")]
    [InlineData("gait-tower", "model.hidden=[17, 33]", "model.hidden", "do not grow")]
    [InlineData("gait-tower", "model.hidden=[17, 9]", "model.hidden", "at least the 10 outputs")]
    [InlineData("bp", "initial.bias=1e39", "initial.bias", "1000000")]
    [InlineData("fa", "feedback.spread=1e39", "feedback.spread", "1000000")]
    [InlineData("lafs", "model.reconstruct=on", "model.reconstruct", "labels")]
    [InlineData("bp", "model.auxiliary-outputs=on", "model.auxiliary-outputs", "a softmax")]
    [InlineData("ghost-ma", "run.pipeline=2", "run.pipeline", "a layered network")]
    [InlineData("ghost-ma", "model.loss=softmax-cross-entropy", "model.loss", "mean-squared-error or cross-entropy")]
    [InlineData("ghost-ma", "model.tower=on", "model.tower", "a layered network")]
    public void What_does_not_fit_is_refused(string experiment, string setting, string key, string expected, string? also = null)
    {
        string[] more = also is null ? [] : ["--set", also];
        Assert.Equal(2, _neuro.Invoke(["run", experiment, "--out", _neuro.Runs, "--set", setting, .. more]));
        Assert.Contains($"key '{key}'", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains(expected, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }

    [Fact]
    public void A_condition_beyond_the_limit_ends_the_run_and_names_the_layer()
    {
        Assert.Equal(1, _neuro.Invoke(["run", "gait", "--out", _neuro.Runs, "--set", "model.hidden=[40, 40]", "--set", "initial.kind=glorot-normal", "--set", "model.largest-condition=20", .. Small]));
        Assert.Contains("population 'output'", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains("condition number", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_near_the_limit_is_warned_of()
    {
        Assert.Equal(0, _neuro.Invoke(["run", "gait", "--out", _neuro.Runs, "--set", "model.hidden=[40, 40]", "--set", "model.largest-condition=200", .. Small]));
        Assert.Contains("model.largest-condition", _neuro.ErrorText + _neuro.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_tells_who_waits_for_whom()
    {
        Assert.Equal(0, _neuro.Invoke("inspect", "general-s1", "--set", "model.hidden=[20, 20]"));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("layer ", StringComparison.Ordinal) && line.Contains("update lock", StringComparison.Ordinal));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("hidden1 ", StringComparison.Ordinal) && line.Contains("signal of hidden2", StringComparison.Ordinal) && line.TrimEnd().EndsWith("hidden2", StringComparison.Ordinal));
    }
}
