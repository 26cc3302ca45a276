using Neuro.Runtime;
using Neuro.Runtime.Feeding;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Layered models and settling ones against the same updates in PyTorch; and, of layered ones, those that need not wait for layers above against those that must, with several trials in flight.</summary>
internal sealed class ModelsBenchmark : IBenchmark
{
    private const double LayeredGoal = 0.9;
    private const double GaitGoal = 0.4;
    private const double SettlingGoal = 0.5;
    private static readonly string[] InFlight = ["lafs", "dfa", "bp"];

    public string Name => "models";

    public string Summary => "layered models on one worker against PyTorch on one thread: 784-800-800-10, batch 64, gait in five layers of 784, and settling models in 784-500-10, batches of 20 and 100; trials in flight on two workers";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        var comparison = new PeerComparison(context);
        foreach (var model in ModelCase.Layered)
        {
            comparison.Check(model.ForCheck);
            foreach (var row in comparison.Compare(model, trials: 50, form: null, LayeredGoal))
            {
                yield return row;
            }
        }

        comparison.Check(ModelCase.Gait.ForCheck);
        foreach (var row in comparison.Compare(ModelCase.Gait, trials: 4, form: "literal", GaitGoal))
        {
            yield return row;
        }

        foreach (var model in SettlingCase.All)
        {
            comparison.Check(model.ForCheck);
            foreach (var row in comparison.Compare(model, trials: 2000 / model.Batch, form: null, SettlingGoal))
            {
                yield return row;
            }
        }

        foreach (var row in InFlight.SelectMany(name => Pipelines(ModelCase.Layered.First(model => model.Name == name), context)))
        {
            yield return row;
        }
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
}
