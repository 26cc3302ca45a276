using System.Diagnostics;
using System.Globalization;
using Neuro.Runtime;
using Neuro.Runtime.Feeding;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Measures a model on one worker against its peer on one thread.</summary>
/// <param name="context">Data and peers.</param>
internal sealed class PeerComparison(BenchmarkContext context)
{
    private const int SamplesPerEpoch = 60_000;
    private const double Tolerance = 2e-3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>One trial from the same weights and samples: both must change every weight alike.</summary>
    /// <param name="model">The model as it is to be checked.</param>
    /// <param name="peers">Runs the peer.</param>
    /// <param name="source">The samples.</param>
    public static void Check(IPeerCase model, PeerPrograms peers, ITrialSource source)
    {
        using var host = new WorkerHost(1);
        new PeerCheck(peers, model.CheckCommand, model.Arrays, Tolerance).Run(model.On(host, source), source, model.Batch, model.Inputs, model.Outputs, model.Name);
    }

    /// <summary>The same on the data, where there are peers.</summary>
    public void Check(IPeerCase model)
    {
        if (context.Peers is { } peers)
        {
            Check(model, peers, TrainingCase.Trials(context.Data, model.Batch));
        }
    }

    /// <summary>The rows of one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="trials">Trials of a repeat.</param>
    /// <param name="form">The form of the peer; null for the fastest one.</param>
    /// <param name="goal">The part of the peer's time that it may take.</param>
    public IEnumerable<BenchmarkRow> Compare(IPeerCase model, int trials, string? form, double goal)
    {
        var before = Measure(model, trials);
        var peer = Peer(model, trials, form);
        var after = Measure(model, trials);

        // The peer runs under every kernel set in turn: Neuro is measured on both sides of it.
        var seconds = (before.Median + after.Median) / 2;
        var written = form is null ? "the fastest form found" : $"written {form}ly";
        yield return new BenchmarkRow($"{model.Name}: Neuro, an epoch of 60,000 samples", seconds, "s", Math.Min(before.Low, after.Low), Math.Max(before.High, after.High));
        yield return new BenchmarkRow($"{model.Name}: PyTorch, {written}, an epoch", peer, "s");
        yield return new BenchmarkRow($"{model.Name}: Neuro / PyTorch", seconds / peer, "x", Goal: Text($"<= {goal} x"), Met: peer is null ? null : seconds / peer <= goal);
    }

    private Timing Measure(IPeerCase model, int trials)
    {
        using var host = new WorkerHost(1);
        var simulation = model.On(host, TrainingCase.Endless(context.Data, model.Batch));

        // Code that is compiled while it runs comes to its last form within this time; the peer's was compiled beforehand.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            simulation.Run(trials);
        }

        return Timing.Of(() => simulation.Run(trials), repeats: 15, secondsPerRepeat: 0).Scaled((double)SamplesPerEpoch / model.Batch / trials);
    }

    private double? Peer(IPeerCase model, int trials, string? form)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return context.Peers?.Best([.. model.Command, "--batch", Text($"{model.Batch}"), "--trials", Text($"{trials}"), "--repeats", "3", "--form", form ?? "fastest"])
            .GetProperty("secondsPerEpoch").GetDouble();
    }

    private static string Text(FormattableString value) => value.ToString(CultureInfo.InvariantCulture);
}
