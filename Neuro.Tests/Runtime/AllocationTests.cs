using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Tests.Runtime.Observing;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime;

/// <summary>A run allocates a little when it begins and ends, and nothing per trial or step.</summary>
public sealed class AllocationTests
{
    private const int Few = 4;
    private const int Many = 400;

    /// <summary>Far less than a byte per step of the longer run.</summary>
    private const long Slack = 512;

    [Theory]
    [InlineData(GhostModel.MA, 1, false)]
    [InlineData(GhostModel.MA, 20, false)]
    [InlineData(GhostModel.MB, 1, false)]
    [InlineData(GhostModel.MB, 20, false)]
    [InlineData(GhostModel.MA, 20, true)]
    public void Nothing_is_allocated_per_step(GhostModel model, int batch, bool recorded) => AssertAllocatesNothing(Networks.Ghost([12, 9], model), batch, recorded);

    [Theory]
    [InlineData(GhostModel.MA, 1)]
    [InlineData(GhostModel.MB, 20)]
    public void Nothing_is_allocated_per_step_under_thresholds_and_noise(GhostModel model, int batch) =>
        AssertAllocatesNothing(Networks.WithPopulations(Networks.Ghost([12, 9], model), (population, _) => population with { Threshold = 0.01, Noise = 0.01 }), batch);

    [Theory]
    [InlineData(GhostModel.MA, 1)]
    [InlineData(GhostModel.MB, 20)]
    public void Nothing_is_allocated_per_step_of_shards(GhostModel model, int batch) =>
        AssertAllocatesNothing(Networks.WithPopulations(Networks.Ghost([70, 40], model), (population, _) => population with { Threshold = 0.01 }), batch, shards: 2);

    private static void AssertAllocatesNothing(NetworkSpec spec, int batch, bool recorded = false, int shards = 1)
    {
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions
        {
            Batch = batch,
            Activity = recorded ? new ActivityRecorder(spec, batch, Selections.First(2, 16, 1)) : null,
            Shards = new ShardPlan(spec, shards),
        });
        simulation.Run(Few);
        simulation.Run(Few);
        var few = AllocatedBy(simulation, Few);
        var many = AllocatedBy(simulation, Many);
        Assert.InRange(many, 0, few + Slack);
        Assert.InRange(few, 0, 16 * 1024);
    }

    /// <summary>Feedback weights that are read where they stand go into a copy that is made before the start.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Nothing_is_allocated_per_step_for_shared_weights(int batch)
    {
        var spec = Networks.WithSharing(Networks.Ghost([40, 9]));
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = batch });
        simulation.Run(Few);
        simulation.Run(Few);
        Assert.InRange(AllocatedBy(simulation, Many), 0, AllocatedBy(simulation, Few) + Slack);
    }

    private static long AllocatedBy(Simulation simulation, int trials)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        simulation.Run(trials);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
