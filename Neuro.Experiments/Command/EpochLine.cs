using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Command;

/// <summary>An epoch as one line of fixed columns. Of several hidden layers it tells the worst.</summary>
internal static class EpochLine
{
    /// <summary>The names of the columns.</summary>
    public const string Heading = "epoch      loss  learning %  test %  samples/s  seconds  cancellation  alignment";

    /// <summary>What is about to be run.</summary>
    public static string Start(string experiment, RunStart start) =>
        $"{experiment} on {start.Data.Name}: {Layers(start.Network)} units, {start.TrainingSamples} training samples in batches of {start.Batch}, "
        + $"{start.Epochs} {(start.Epochs == 1 ? "epoch" : "epochs")}, {start.Workers} {(start.Workers == 1 ? "worker" : "workers")}";

    /// <summary>The line of an epoch; what is not known is a dash.</summary>
    public static string Of(EpochMetrics metrics) =>
        $"{metrics.Epoch,5}  {metrics.Loss,8:0.00000}  {metrics.OnlineAccuracy,10:0.00}  {metrics.TestAccuracy,6:0.00}  {metrics.SamplesPerSecond,9:0}  "
        + $"{metrics.Seconds,7:0.0}  {Number(metrics.Layers.Max(l => l.Cancellation)),12}  {Number(metrics.Layers.Min(l => l.Alignment)),9}";

    /// <summary>A measure, or a dash.</summary>
    public static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.0000") : "-";

    private static string Layers(NetworkSpec network) =>
        string.Join('-', network.Populations.Where(p => p is PyramidalSpec or ClampedSpec { Content: TrialContent.Input }).Select(p => p.Units));
}
