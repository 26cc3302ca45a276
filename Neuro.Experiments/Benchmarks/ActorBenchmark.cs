using Neuro.Runtime;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What message passing costs: actors on one worker against the same populations in one plain loop.</summary>
internal sealed class ActorBenchmark : IBenchmark
{
    public string Name => "actors";

    public string Summary => "the actor path against the same populations called from one plain loop, one worker";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        yield return Row(context, batch: 100, trials: 60, goal: 1.05);
        yield return Row(context, batch: 1, trials: 3000, goal: 1.5);
    }

    private static BenchmarkRow Row(BenchmarkContext context, int batch, int trials, double goal)
    {
        using var host = new WorkerHost(1);
        var simulation = TrainingCase.Simulation(context.Data, batch, host);
        var weights = WeightStore.Create(TrainingCase.Network(batch), 1);
        var loop = new PlainLoop(TrainingCase.Network(batch), batch, weights, TrainingCase.Endless(context.Data, batch));
        var (_, _, ratio) = Timing.InTurn(() => simulation.Run(trials), () => loop.Run(trials), 15);
        foreach (var projection in weights.Projections)
        {
            Same.Weights(simulation.Weights[projection], weights[projection], $"batch {batch}, projection '{projection}'");
        }

        return new BenchmarkRow($"batch {batch}: actors / plain loop", ratio.Median, "x", ratio.Low, ratio.High, $"<= {goal} x", ratio.Median <= goal);
    }
}
