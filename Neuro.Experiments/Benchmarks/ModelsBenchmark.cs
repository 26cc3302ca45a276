using System.Globalization;
using Neuro.Runtime;
using Neuro.Runtime.Feeding;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Layered models against the same updates in PyTorch; and those that need not wait for layers above against those that must, with several trials in flight.</summary>
internal sealed class ModelsBenchmark : IBenchmark
{
    private const int SamplesPerEpoch = 60_000;
    private const double Tolerance = 2e-3;
    private const double LayeredGoal = 0.9;
    private const double GaitGoal = 0.4;
    private static readonly string[] InFlight = ["lafs", "dfa", "bp"];

    public string Name => "models";

    public string Summary => "layered models on one worker against PyTorch on one thread: 784-800-800-10, batch 64, and gait in five layers of 784; trials in flight on two workers";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        foreach (var model in ModelCase.Layered)
        {
            Check(model, context);
            foreach (var row in Compare(model, context, trials: 50, form: null, LayeredGoal))
            {
                yield return row;
            }
        }

        Check(ModelCase.Gait, context);
        foreach (var row in Compare(ModelCase.Gait, context, trials: 4, form: "literal", GaitGoal))
        {
            yield return row;
        }

        foreach (var row in InFlight.SelectMany(name => Pipelines(ModelCase.Layered.First(model => model.Name == name), context)))
        {
            yield return row;
        }
    }

    /// <summary>One trial from the same weights and samples: both must change every weight alike.</summary>
    /// <param name="model">The model as it is to be checked.</param>
    /// <param name="peers">Runs the peer.</param>
    /// <param name="source">The samples.</param>
    internal static void Check(ModelCase model, PeerPrograms peers, ITrialSource source)
    {
        using var host = new WorkerHost(1);
        new PeerCheck(peers, [.. ModelPeer.Command(model.Options), "--gamma", "0.01"], ModelPeer.Arrays(model.Options), Tolerance)
            .Run(model.On(host, source), source, model.Batch, model.Options.Inputs, model.Options.Outputs, model.Name);
    }

    private static void Check(ModelCase model, BenchmarkContext context)
    {
        if (context.Peers is { } peers)
        {
            var check = model.ForCheck;
            Check(check, peers, TrainingCase.Trials(context.Data, check.Batch));
        }
    }

    private static IEnumerable<BenchmarkRow> Compare(ModelCase model, BenchmarkContext context, int trials, string? form, double goal)
    {
        var before = Measure(model, context, trials);
        var peer = Peer(model, context, trials, form);
        var after = Measure(model, context, trials);

        // The peer runs under every kernel set in turn: Neuro is measured on both sides of it.
        var seconds = (before.Median + after.Median) / 2;
        var written = form is null ? "the fastest form found" : $"written {form}ly";
        yield return new BenchmarkRow($"{model.Name}: Neuro, an epoch of 60,000 samples", seconds, "s", Math.Min(before.Low, after.Low), Math.Max(before.High, after.High));
        yield return new BenchmarkRow($"{model.Name}: PyTorch, {written}, an epoch", peer, "s");
        yield return new BenchmarkRow($"{model.Name}: Neuro / PyTorch", seconds / peer, "x", Goal: Text($"<= {goal} x"), Met: peer is null ? null : seconds / peer <= goal);
    }

    private static Timing Measure(ModelCase model, BenchmarkContext context, int trials)
    {
        using var host = new WorkerHost(1);
        var simulation = model.On(host, TrainingCase.Endless(context.Data, model.Batch));
        return Timing.Of(() => simulation.Run(trials), repeats: 5, secondsPerRepeat: 0).Scaled((double)SamplesPerEpoch / model.Batch / trials);
    }

    private static double? Peer(ModelCase model, BenchmarkContext context, int trials, string? form)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return context.Peers?.Best([.. ModelPeer.Command(model.Options), "--batch", Text($"{model.Batch}"), "--trials", Text($"{trials}"), "--repeats", "3", "--form", form ?? "fastest"])
            .GetProperty("secondsPerEpoch").GetDouble();
    }

    /// <summary>Samples a second with several trials in flight, as a ratio to one: two workers can be busy with layers of different trials.</summary>
    private static IEnumerable<BenchmarkRow> Pipelines(ModelCase model, BenchmarkContext context)
    {
        const int Trials = 60;
        foreach (var pipeline in new[] { 2, 4 })
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var what = $"{model.Name}, two workers: samples a second with {pipeline} trials in flight / with 1";
            if (Environment.ProcessorCount < 2)
            {
                yield return new BenchmarkRow(what, null, "x");
                continue;
            }

            CheckWorkers(model, pipeline, TrainingCase.Endless(context.Data, model.Batch));
            using var host = new WorkerHost(2);
            var sequential = model.On(host, TrainingCase.Endless(context.Data, model.Batch));
            var ahead = model.On(host, TrainingCase.Endless(context.Data, model.Batch), pipeline);
            var (_, _, ratio) = Timing.InTurn(() => sequential.Run(Trials), () => ahead.Run(Trials), 9);
            yield return new BenchmarkRow(what, ratio.Median, "x", ratio.Low, ratio.High);
        }
    }

    /// <summary>Which trial's weights a layer reads is a matter of the pipeline, not of who is faster.</summary>
    internal static void CheckWorkers(ModelCase model, int pipeline, ITrialSource source)
    {
        var hashes = new List<string>();
        foreach (var workers in new[] { 1, 2 })
        {
            using var host = new WorkerHost(workers);
            var simulation = model.On(host, source, pipeline);
            simulation.Run(10);
            hashes.Add(StateHash.Of(simulation));
        }

        if (hashes[0] != hashes[1])
        {
            throw new BenchmarkException($"{model.Name} with {pipeline} trials in flight: two workers: another state hash than one worker's");
        }
    }

    private static string Text(FormattableString value) => value.ToString(CultureInfo.InvariantCulture);
}
