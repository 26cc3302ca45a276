using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Schedules;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Faults;

/// <summary>A run with injected faults, and all that must be as without them.</summary>
internal sealed class FaultyRun
{
    public const int Batch = 2;
    private readonly GatheringObserver _observer = new();

    public FaultyRun(NetworkSpec spec, WorkerHost host, IReadOnlyList<CrashPoint> crashes, long snapshotEvery, IReadSchedule? schedule = null, DecisionLog? decisions = null, ShardPlan? shards = null)
    {
        Simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions
        {
            Batch = Batch,
            Schedule = schedule ?? new LinkSchedule(spec, 7),
            Decisions = decisions,
            Shards = shards,
            Crashes = crashes,
            SnapshotEvery = snapshotEvery,
        });
        Simulation.Observe("output", _observer);
    }

    public Simulation Simulation { get; }

    /// <summary>All counters, in words.</summary>
    public string Counters => $"{Simulation.TrialsBegun} {_observer.Gathered} "
        + string.Join("; ", Simulation.Reads().Select(r => $"{r.Projection} {r.Different} {r.SignalsLost} {r.Duplicates} {string.Join(',', r.Staleness)}"));

    public FaultyRun Run(params IEnumerable<long> stretches)
    {
        foreach (var trials in stretches)
        {
            Assert.Equal(trials, Simulation.Run(trials));
        }

        return this;
    }

    /// <summary>Where it differs from another run; null when it does not.</summary>
    public string? DifferenceFrom(FaultyRun other) =>
        Bits.FirstDifference(Bits.Of(other.Simulation), Bits.Of(Simulation))
        ?? (Counters == other.Counters ? null : $"counters {Counters}, expected {other.Counters}");
}
