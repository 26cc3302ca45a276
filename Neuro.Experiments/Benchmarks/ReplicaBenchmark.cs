using Neuro.Runtime;
using Neuro.Runtime.Feeding;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What a second worker brings to two replicas: as many samples in how much less time.</summary>
internal sealed class ReplicaBenchmark : IBenchmark
{
    private const int Replicas = 2;

    public string Name => "replicas";

    public string Summary => "two replicas on two workers against one network on one worker, in samples a second";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        foreach (var (batch, trials) in new[] { (100, 40), (1, 2000) })
        {
            foreach (var every in new int?[] { 1, 8, null })
            {
                var what = $"batch {batch}, {(every is { } n ? $"averaged every {n}" : "lock-free")}: two replicas / one network";
                yield return Environment.ProcessorCount < Replicas ? new BenchmarkRow(what, null, "x") : Measure(context, what, batch, trials, every);
            }
        }
    }

    private static BenchmarkRow Measure(BenchmarkContext context, string what, int batch, int trials, int? every)
    {
        using var one = new WorkerHost(1);
        using var two = new WorkerHost(Replicas);
        Check(context, what, batch, every, one, two);
        var alone = TrainingCase.Simulation(context.Data, batch, one);
        var group = Group(context, batch, every, two);
        var (_, _, ratio) = Timing.InTurn(() => alone.Run(Replicas * trials), () => group.Run(trials), 9);
        return new BenchmarkRow(what, ratio.Median, "x", ratio.Low, ratio.High);
    }

    /// <summary>Averaged weights are the same on one worker; of those that were raced for nothing can be said but that they are numbers.</summary>
    private static void Check(BenchmarkContext context, string what, int batch, int? every, WorkerHost one, WorkerHost two)
    {
        const int Trials = 20;
        var (expected, found) = (Group(context, batch, every, one), Group(context, batch, every, two));
        expected.Run(Trials);
        found.Run(Trials);
        if (every is not null && StateHash.Of(found) != StateHash.Of(expected))
        {
            throw new BenchmarkException($"{what}: another state hash on two workers than on one");
        }

        var weights = found.Simulations[0].Weights["hidden1-output"];
        var values = new float[weights.Post * weights.Pre];
        weights.CopyTo(values);
        if (Array.Exists(values, value => !float.IsFinite(value)))
        {
            throw new BenchmarkException($"{what}: found weights that are no numbers");
        }
    }

    private static SimulationGroup Group(BenchmarkContext context, int batch, int? every, WorkerHost host)
    {
        var network = TrainingCase.Network(batch);
        var trials = TrainingCase.Endless(context.Data, batch);
        var shared = WeightStore.Create(network, 1);
        var replicas = Enumerable.Range(0, Replicas).Select(index => new Replica(
            every is null ? shared : WeightStore.Create(network, 1), new InterleavedTrials(trials, index, Replicas), new SimulationOptions { Batch = batch }));
        return new SimulationGroup(network, [.. replicas], host, every);
    }
}
