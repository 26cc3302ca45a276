using System.Runtime.InteropServices;
using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Schedules;
using Neuro.Runtime.Snapshots;
using Neuro.Tests.Runtime.Faults;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Snapshots;

/// <summary>A run that is cut into pieces, each in a simulation of its own that goes on from the State of the one before.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Schedule">Makes the schedule of a replica.</param>
internal sealed record Course(NetworkSpec Spec, Func<int, IReadSchedule> Schedule)
{
    public int Batch { get; init; } = 2;

    public int Replicas { get; init; } = 1;

    /// <summary>Layers of three and two panels, and two ghost populations, with all that makes time uneven if asked for: jitter, loss, double and late messages, delays, clocks, thresholds, noise.</summary>
    public static Course Of(GhostModel model, FeedbackKind feedback, bool asynchronous, int batch = 2, int replicas = 1)
    {
        var spec = Networks.Ghost([70, 40], model, feedback, inputs: 6, outputs: 3, prediction: 3, nudging: 2);
        if (asynchronous)
        {
            spec = Networks.WithPopulations(spec, (population, i) => population with { Noise = 0.01, Threshold = 0.002 * (i % 3), Period = 1 + (i % 2) });
            spec = new NetworkSpec(
                spec.Name,
                spec.TimeStep,
                spec.Populations,
                spec.Projections.Select((p, i) => p with { Delay = 1 + (i % 3), Jitter = 2, Loss = 0.3, Duplicate = 0.3, Late = 0.2, LateSteps = 3 }),
                spec.Phases);
        }

        return new Course(spec, replica => asynchronous ? new LinkSchedule(spec, 7, replica) : new LockstepSchedule()) { Batch = batch, Replicas = replicas };
    }

    /// <summary>Runs pieces, one after another.</summary>
    /// <param name="pieces">How many trials each has, on how many workers, in how many shards.</param>
    /// <returns>All State in the end.</returns>
    public SimulationState Run(params IEnumerable<(int Trials, int Workers, int Shards)> pieces)
    {
        SimulationState? state = null;
        foreach (var (trials, workers, shards) in pieces)
        {
            using var host = new WorkerHost(workers);
            var group = Group(host, shards);
            if (state is not null)
            {
                group.RestoreState(state);
                Assert.Null(Difference(state, group.SaveState()));
            }

            Assert.Equal(trials, group.Run(trials));
            state = group.SaveState();
        }

        return state!;
    }

    public SimulationGroup Group(WorkerHost host, int shards)
    {
        var replicas = Enumerable.Range(0, Replicas).Select(replica => new Replica(
            WeightStore.Create(Spec, 1),
            new InterleavedTrials(new HashedTrials(1), replica, Replicas),
            new SimulationOptions { Batch = Batch, Schedule = Schedule(replica), Shards = new ShardPlan(Spec, shards, "output"), Execution = new ExecutionOptions { Replica = replica } }));
        var group = new SimulationGroup(Spec, [.. replicas], host, averageEvery: 3);
        foreach (var simulation in group.Simulations)
        {
            simulation.Observe("output", new GatheringObserver());
        }

        return group;
    }

    /// <summary>The first array in which two States differ, as bits; null when none does.</summary>
    /// <param name="expected">One State.</param>
    /// <param name="found">Another.</param>
    /// <param name="counts">Whether counts are compared, some of which depend on the number of shards.</param>
    public static string? Difference(SimulationState expected, SimulationState found, bool counts = true)
    {
        if (!expected.Arrays.Keys.SequenceEqual(found.Arrays.Keys))
        {
            return $"other arrays: {string.Join(", ", expected.Arrays.Keys.Except(found.Arrays.Keys).Concat(found.Arrays.Keys.Except(expected.Arrays.Keys)))}";
        }

        return expected.Arrays.Keys
            .Where(name => counts || !(name.Contains("port.", StringComparison.Ordinal) || name.Contains("synapses.", StringComparison.Ordinal) || IsSaid(name)))
            .FirstOrDefault(name => !expected.Arrays[name].Shape.SequenceEqual(found.Arrays[name].Shape) || !BytesOf(expected.Arrays[name]).SequenceEqual(BytesOf(found.Arrays[name])));
    }

    private static bool IsSaid(string name) => name.Split('.')[^1] is "messages" or "bytes" or "signal-messages";

    private static byte[] BytesOf(StateArray array) => array.Values switch
    {
        float[] values => [.. MemoryMarshal.AsBytes(values.AsSpan())],
        double[] values => [.. MemoryMarshal.AsBytes(values.AsSpan())],
        long[] values => [.. MemoryMarshal.AsBytes(values.AsSpan())],
        _ => throw new InvalidOperationException(array.Values.GetType().Name),
    };
}
