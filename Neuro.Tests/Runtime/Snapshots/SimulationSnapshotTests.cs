using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Schedules;
using Neuro.Runtime.Snapshots;
using Neuro.Tests.Runtime.Faults;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Snapshots;

/// <summary>What is put back is what was taken out, and it takes memory once.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class SimulationSnapshotTests
{
    [Theory]
    [InlineData(GhostModel.MA, 0)]
    [InlineData(GhostModel.MA, 3)]
    [InlineData(GhostModel.MB, 0)]
    [InlineData(GhostModel.MB, 4)]
    public void State_is_put_back_exactly_and_more_than_once(GhostModel model, int before)
    {
        var spec = Networks.Tiny(model);
        using var host = new WorkerHost(1);
        var simulation = new FaultyRun(spec, host, [], 0, new LiveSchedule(2, spec.StepsPerTrial), new DecisionLog(spec, FaultyRun.Batch, new LiveSchedule(2, spec.StepsPerTrial))).Simulation;
        if (before > 0)
        {
            simulation.Run(before);
        }

        var snapshot = new SimulationSnapshot();
        snapshot.Take(simulation.Control.VisitState);
        var expected = Seen(simulation);
        for (var time = 0; time < 2; time++)
        {
            simulation.Run(3 + time);
            Assert.NotEqual(expected, Seen(simulation));
            snapshot.Restore(simulation.Control.VisitState);
            Assert.Equal(expected, Seen(simulation));
        }
    }

    [Fact]
    public void State_is_visited_in_the_order_of_the_description()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var owners = Seen(new FaultyRun(spec, host, [], 0).Run(1).Simulation).Select(line => line.Split(':')[0]).Distinct(StringComparer.Ordinal);
        var weights = spec.Projections.Where(p => p.Initialiser is not null).Select(p => $"projection {p.Name}");
        Assert.Equal([.. weights, .. spec.Populations.SelectMany(Owners)], owners);

        IEnumerable<string> Owners(PopulationSpec population) =>
        [
            $"population {population.Name}",
            .. spec.Projections.Where(p => p.Target == population.Name && p.Initialiser is not null).Select(p => $"synapses {p.Name}"),
            .. spec.Projections.Where(p => p.Target == population.Name).Select(p => $"port {p.Name}"),
        ];
    }

    [Fact]
    public void Only_the_first_snapshot_allocates()
    {
        var spec = Networks.Tiny(GhostModel.MB);
        using var host = new WorkerHost(1);
        var run = new FaultyRun(spec, host, [], 1).Run(3);
        run.Simulation.TakeSnapshot();
        var before = GC.GetAllocatedBytesForCurrentThread();
        run.Simulation.TakeSnapshot();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static List<string> Seen(Simulation simulation)
    {
        var visitor = new RecordingVisitor();
        simulation.VisitState(visitor);
        return visitor.Seen;
    }
}
