using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Command;

/// <summary>An epoch as one line of fixed columns. Of several hidden layers it tells the worst.</summary>
/// <param name="width">Characters that a line may have; the least important columns are left out.</param>
internal sealed class EpochLine(int width = 1000)
{
    private const int Gap = 2;

    /// <summary>From left to right, with the importance of each.</summary>
    private static readonly Column[] All =
    [
        new("epoch", 5, 1, m => $"{m.Epoch}"),
        new("loss", 8, 6, m => $"{m.Loss:0.00000}"),
        new("learning %", 10, 5, m => $"{m.OnlineAccuracy:0.00}"),
        new("test %", 6, 2, m => $"{m.TestAccuracy:0.00}"),
        new("samples/s", 9, 7, m => $"{m.SamplesPerSecond:0}"),
        new("seconds", 7, 8, m => $"{m.Seconds:0.0}"),
        new("cancellation", 12, 4, m => Number(m.Layers.Max(l => l.Cancellation))),
        new("alignment", 9, 3, m => Number(m.Layers.Min(l => l.Alignment))),
    ];

    private readonly Column[] _columns = Fitting(width);

    /// <summary>The names of the columns.</summary>
    public string Heading => Join(column => column.Name);

    /// <summary>What is about to be run.</summary>
    public static string Start(string experiment, RunStart start) =>
        $"{experiment} on {start.Data.Name}: {Layers(start.Network)} units, {start.TrainingSamples} training samples in batches of {start.Batch}, "
        + $"{start.Epochs} {(start.Epochs == 1 ? "epoch" : "epochs")}, {start.Workers} {(start.Workers == 1 ? "worker" : "workers")}"
        + (start.Replicas == 1 ? string.Empty : $", {start.Replicas} replicas")
        + (start.Before == 0 ? string.Empty : $", goes on after trial {start.Before}");

    /// <summary>A measure, or a dash.</summary>
    public static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.0000") : "-";

    /// <summary>The line of an epoch; what is not known is a dash.</summary>
    public string Of(EpochMetrics metrics) => Join(column => column.Text(metrics));

    private static Column[] Fitting(int width)
    {
        var left = width + Gap;
        var kept = All.OrderBy(column => column.Importance).TakeWhile(column => (left -= column.Width + Gap) >= 0).ToHashSet();
        return Array.FindAll(All, column => kept.Contains(column));
    }

    private static string Layers(NetworkSpec network) =>
        string.Join('-', network.Populations.Where(p => p is PyramidalSpec or DendriticSpec or ClampedSpec { Content: TrialContent.Input, Name: "input" } || (p is LayerSpec && network.Projections.Any(q => q.Target == p.Name && q is { Port: Port.Basal, Rules.Count: > 0 }))).Select(p => p.Units));

    private string Join(Func<Column, string> cell) => string.Join(new string(' ', Gap), _columns.Select(column => cell(column).PadLeft(column.Width)));

    private sealed record Column(string Name, int Width, int Importance, Func<EpochMetrics, string> Text);
}
