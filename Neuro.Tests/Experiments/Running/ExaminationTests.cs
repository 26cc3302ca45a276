using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Units.Losses;
using Neuro.Units.Populations;

namespace Neuro.Tests.Experiments.Running;

/// <summary>Who is examined is shown no target and begins at rest; who learns goes on from where an example was left.</summary>
public sealed class ExaminationTests
{
    /// <summary>The labels of the test set are all wrong: an output that was pulled towards them, as strongly as here, would give them for an answer.</summary>
    [Fact]
    public void No_target_is_shown_while_patterns_stream()
    {
        var data = Patterns();
        var wrong = new ImageSet("wrong", data.Test.Rows, data.Test.Columns, data.Test.Classes, data.Test.Pixels.ToArray(), Array.ConvertAll(data.Test.Labels.ToArray(), label => (byte)((label + 1) % 4)));
        var right = Run("continuous", data, "model.nudging=0.5", "run.epochs=15", "learning.decay=1");
        var result = Run("continuous", new DataSet(data.Name, data.Train, wrong, data.Checksums, data.Verified, data.Origin), "model.nudging=0.5", "run.epochs=15", "learning.decay=1");
        Assert.Equal(right.StateHash, result.StateHash);
        Assert.True(right.TestAccuracy > 60, $"{right.TestAccuracy} % right");
        Assert.True(result.TestAccuracy < 40, $"{result.TestAccuracy} % pulled");
    }

    /// <summary>The same images in another order: who goes on from the image before would answer otherwise.</summary>
    [Theory]
    [InlineData("continuous")]
    [InlineData("eqprop")]
    public void Every_image_is_examined_alike(string experiment)
    {
        var data = Patterns();
        var loss = Losses(experiment, data.Train);
        Assert.Equal(loss, Losses(experiment, Turned(data.Train)), 1e-6);

        double Losses(string name, ImageSet shown)
        {
            using var host = new Neuro.Runtime.WorkerHost(1);
            var settings = FamilySettings.Of(name, "model.hidden=[20]", "time.examination=1", "time.nudging=3");
            var network = NetworkConfiguration.Network(settings, shown.PixelsPerImage, shown.Classes);
            var examined = NetworkConfiguration.Examined(settings, network);
            var evaluator = new Evaluator(examined, WeightStore.Create(network, 1), shown, host, NetworkConfiguration.Execution(settings), NetworkConfiguration.Shards(settings, network), 10, Loss.MeanSquaredError);
            evaluator.Accuracy(shown);
            evaluator.Accuracy(shown);
            return evaluator.Loss;
        }
    }

    /// <summary>With a free phase far too short from rest, only an example that goes on from where it was left gets anywhere.</summary>
    [Fact]
    public void Particles_go_on_from_epoch_to_epoch()
    {
        var with = Run("eqprop", Patterns(), "time.prediction=1", "learning.rates=[0]", "run.epochs=5");
        var without = Run("eqprop", Patterns(), "time.prediction=1", "learning.rates=[0]", "run.epochs=5", "model.particles=off");
        Assert.Equal(without.History[0].Loss, without.History[^1].Loss, 1e-9);
        Assert.Equal(with.History[0].Loss, without.History[0].Loss, 1e-9);
        Assert.True(Math.Abs(with.History[^1].Loss - with.History[0].Loss) > 0.01);
        Assert.Equal(with.TestAccuracy, without.TestAccuracy);
    }

    private static RunResult Run(string experiment, DataSet data, params string[] settings)
    {
        using var runner = new ExperimentRunner(
            experiment, FamilySettings.Of(experiment, ["model.hidden=[20]", "run.batch=10", "measure.samples=0", "run.workers=1", "data.validation=0", .. settings]), data, TimeProvider.System);
        return runner.Run(new Silent(), CancellationToken.None);
    }

    private static DataSet Patterns() => DataConfiguration.Load(
        FamilySettings.Of("continuous", "data.patterns.inputs=30", "data.patterns.classes=4", "data.patterns.train=100", "data.patterns.test=100", "data.patterns.noise=0.2"), _ => null);

    private static ImageSet Turned(ImageSet images)
    {
        var (pixels, labels) = (new List<byte>(), new List<byte>());
        for (var i = images.Count - 1; i >= 0; i--)
        {
            pixels.AddRange(images.Image(i));
            labels.Add(images.Labels[i]);
        }

        return new ImageSet("turned", images.Rows, images.Columns, images.Classes, pixels.ToArray(), labels.ToArray());
    }

    private sealed class Silent : IRunObserver
    {
        public void Started(RunStart start)
        {
        }

        public void Progressed(RunProgress progress)
        {
        }

        public void EpochEnded(EpochMetrics metrics)
        {
        }
    }
}
