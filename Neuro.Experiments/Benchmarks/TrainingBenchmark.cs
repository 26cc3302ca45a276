using System.Globalization;
using Neuro.Runtime;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Training against the same algorithm written literally in PyTorch, and against plain backprop there.</summary>
/// <param name="name">Name on the command line.</param>
/// <param name="batch">Samples per trial.</param>
/// <param name="trials">Trials of a repeat.</param>
/// <param name="literalGoal">How many times faster than the literal program it should be.</param>
/// <param name="backpropGoal">How many times the time of plain backprop it may take, or null.</param>
internal sealed class TrainingBenchmark(string name, int batch, int trials, double literalGoal, double? backpropGoal) : IBenchmark
{
    private const int SamplesPerEpoch = 60_000;
    private const double Tolerance = 2e-3;
    private static readonly PeerArray[] Arrays = [new("W1", "b1", "input-hidden1"), new("W2", "b2", "hidden1-output"), new("Vf", "bVf", "hidden1-ghost2"), new("Vb", null, "ghost2-hidden1")];

    /// <summary>Trials of a peer's repeat: under every kernel set they add up to minutes.</summary>
    private int PeerTrials => batch == 1 ? 150 : 30;

    public string Name => name;

    public string Summary => $"ghost-ma 784-500-10, batch {batch}, 20 + 8 steps, one worker, against PyTorch on one thread";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        if (context.Peers is { } checking)
        {
            CheckAgainst(checking, context);
        }

        var before = Measure(context);
        var literal = Peer(context, "ghost_ma.py", ["--form", "literal", .. Rates()]);
        var fastest = Peer(context, "ghost_ma.py", Rates());
        var backprop = backpropGoal is null ? null : Peer(context, "backprop.py");
        var after = Measure(context);

        // The peers run for minutes: Neuro is measured on both sides of them.
        var seconds = (before.Median + after.Median) / 2;
        yield return new BenchmarkRow("Neuro, an epoch of 60,000 samples", seconds, "s", Math.Min(before.Low, after.Low), Math.Max(before.High, after.High));
        yield return new BenchmarkRow("Neuro, a sample", 1e6 * seconds / SamplesPerEpoch, "us");
        yield return new BenchmarkRow("PyTorch, Algorithm 1 written literally, an epoch", literal, "s");
        yield return new BenchmarkRow("PyTorch, the fastest form found, an epoch", fastest, "s");
        yield return new BenchmarkRow("literal PyTorch / Neuro", literal / seconds, "x", Goal: $">= {literalGoal} x", Met: literal is null ? null : literal / seconds >= literalGoal);
        yield return new BenchmarkRow("fastest PyTorch / Neuro", fastest / seconds, "x");
        if (backpropGoal is { } most)
        {
            yield return new BenchmarkRow("PyTorch, plain backprop, an epoch", backprop, "s");
            yield return new BenchmarkRow("Neuro / plain backprop", seconds / backprop, "x", Goal: $"<= {most} x", Met: backprop is null ? null : seconds / backprop <= most);
        }
    }

    /// <summary>One trial from the same weights and images: both must change every weight alike.</summary>
    internal void CheckAgainst(PeerPrograms peers, BenchmarkContext context)
    {
        using var host = new WorkerHost(1);
        string[] command = ["ghost_ma.py", "--batch", Text(batch), "--prediction", "20", "--nudging", "8", .. Rates()];
        new PeerCheck(peers, command, Arrays, Tolerance).Run(TrainingCase.Simulation(context.Data, batch, host), TrainingCase.Trials(context.Data, batch), batch, 784, 10, name);
    }

    private Timing Measure(BenchmarkContext context)
    {
        using var host = new WorkerHost(1);
        var simulation = TrainingCase.Simulation(context.Data, batch, host);
        simulation.Run(trials);
        return Timing.Of(() => simulation.Run(trials), repeats: 9, secondsPerRepeat: 0).Scaled((double)SamplesPerEpoch / batch / trials);
    }

    private double? Peer(BenchmarkContext context, string program, params string[] options)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return context.Peers?.Best([program, "--batch", Text(batch), "--trials", Text(PeerTrials), "--repeats", "3", .. options]).GetProperty("secondsPerEpoch").GetDouble();
    }

    /// <summary>The rates of Neuro's network as the peer takes them.</summary>
    private string[] Rates()
    {
        var options = TrainingCase.Options(batch);
        var ratio = options.TimeStep / options.TimeConstant;
        return
        [
            "--eta-w1", Real(options.ForwardRates.Input),
            "--eta-w2", Real(options.ForwardRates.Output),
            "--eta-vf", Real(options.MimicryRate / 501 / ratio),
            "--eta-vb", Real(options.CancellationRate / 10 / ratio),
        ];
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Real(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
