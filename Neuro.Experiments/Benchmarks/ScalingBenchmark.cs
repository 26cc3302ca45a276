using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Strong scaling over shards, with what the populations do with their time.</summary>
internal sealed class ScalingBenchmark : IBenchmark
{
    private const int Batch = 100;
    private const int Trials = 60;

    public string Name => "scaling";

    public string Summary => "strong scaling over 1, 2, 4 and 8 shards on as many workers as cores, batch 100, and the time split into compute, deliver and wait";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        using var one = new WorkerHost(1);
        using var all = new WorkerHost(Environment.ProcessorCount);
        var alone = Simulation(context, 1, one, null);
        foreach (var shards in new[] { 1, 2, 4, 8 })
        {
            var divided = Simulation(context, shards, all, null);
            var (_, _, ratio) = Timing.InTurn(() => alone.Run(Trials), () => divided.Run(Trials), 9);
            var timed = Simulation(context, shards, all, new TimingOptions(TimeProvider.System) { Split = true });
            timed.Run(10 * Trials);
            Check(context, shards, divided, timed);
            var what = $"{shards} {(shards == 1 ? "shard" : "shards")}";
            yield return new BenchmarkRow($"{what}: one worker, whole / {all.Workers} workers", ratio.Median, "x", ratio.Low, ratio.High);
            foreach (var timing in timed.Timings())
            {
                yield return new BenchmarkRow($"{what}, {timing.Population}: computing", 100 * timing.Compute ?? double.NaN, "%");
                yield return new BenchmarkRow($"{what}, {timing.Population}: delivering", 100 * timing.Deliver ?? double.NaN, "%");
                yield return new BenchmarkRow($"{what}, {timing.Population}: waiting", 100 * (timing.Waiting + timing.Ready), "%");
            }
        }
    }

    /// <summary>Dividing populations changes no bit.</summary>
    private static void Check(BenchmarkContext context, int shards, Simulation divided, Simulation timed)
    {
        using var host = new WorkerHost(1);
        foreach (var found in new[] { divided, timed })
        {
            var expected = Simulation(context, 1, host, null);
            expected.Run(found.TrialsBegun);
            if (StateHash.Of(expected) != StateHash.Of(found))
            {
                throw new BenchmarkException($"{shards} shards: another state hash than that of whole populations");
            }
        }
    }

    private static Simulation Simulation(BenchmarkContext context, int shards, WorkerHost host, TimingOptions? timing)
    {
        var network = TrainingCase.Network(Batch);
        var options = new SimulationOptions { Batch = Batch, Shards = new ShardPlan(network, shards, "output"), Timing = timing };
        return new Simulation(network, WeightStore.Create(network, 1), TrainingCase.Endless(context.Data, Batch), host, options);
    }
}
