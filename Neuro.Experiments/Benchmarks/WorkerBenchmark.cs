using Neuro.Runtime;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What a second worker brings without sharding.</summary>
internal sealed class WorkerBenchmark : IBenchmark
{
    public string Name => "workers";

    public string Summary => "two workers against one, batch 100, populations not sharded";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        if (Environment.ProcessorCount < 2)
        {
            yield return new BenchmarkRow("batch 100: one worker / two workers", null, "x", Goal: ">= 1.25 x");
            yield break;
        }

        using var one = new WorkerHost(1);
        using var two = new WorkerHost(2);
        var slow = TrainingCase.Simulation(context.Data, 100, one);
        var fast = TrainingCase.Simulation(context.Data, 100, two);
        var (_, _, ratio) = Timing.InTurn(() => slow.Run(60), () => fast.Run(60), 15);
        if (StateHash.Of(slow) != StateHash.Of(fast))
        {
            throw new BenchmarkException("two workers: another state hash than one worker's");
        }

        yield return new BenchmarkRow("batch 100: one worker / two workers", ratio.Median, "x", ratio.Low, ratio.High, ">= 1.25 x", ratio.Median >= 1.25);
    }
}
