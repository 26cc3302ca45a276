using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime;

/// <summary>The same bits for any number of workers, on a network heavy enough to be spread over them.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class WorkerCountTests
{
    private const int Batch = 10;
    private const int Trials = 24;
    private static readonly int[] Counts = [1, 2, 3, 8];

    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void The_state_hash_does_not_depend_on_the_number_of_workers(GhostModel model)
    {
        var spec = Networks.Ghost([220, 130], model, inputs: 100, outputs: 10);
        Assert.Contains(spec.Populations, p => new Placement(spec, new ShardPlan(spec), Batch, workers: 2).Of(p.Name, 0) == 1);
        var hashes = Counts.Select(workers => Hash(spec, workers)).ToArray();
        Assert.All(hashes, hash => Assert.Equal(hashes[0], hash));
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 3), new HashedTrials(3), Batch);
        interpreter.Run(Trials);
        using var host = new WorkerHost(2);
        Bits.AssertSame(Bits.Of(interpreter), Bits.Of(Run(spec, host)));
    }

    private static string Hash(NetworkSpec spec, int workers)
    {
        using var host = new WorkerHost(workers);
        return StateHash.Of(Run(spec, host));
    }

    private static Simulation Run(NetworkSpec spec, WorkerHost host)
    {
        var simulation = new Simulation(spec, WeightStore.Create(spec, 3), new HashedTrials(3), host, new SimulationOptions { Batch = Batch });
        simulation.Run(Trials);
        return simulation;
    }
}
