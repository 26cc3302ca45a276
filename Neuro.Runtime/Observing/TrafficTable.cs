using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Observing;

/// <summary>Puts the counters of senders and receivers together, projection by projection.</summary>
internal static class TrafficTable
{
    /// <summary>The counts of every projection and phase, in the order of the description.</summary>
    public static IReadOnlyList<ProjectionTraffic> Of(NetworkSpec spec, IReadOnlyList<Population> populations) =>
    [
        .. from projection in spec.Projections
           from phase in Enumerable.Range(0, spec.Phases.Count)
           select Row(spec, populations, projection, phase),
    ];

    private static ProjectionTraffic Row(NetworkSpec spec, IReadOnlyList<Population> populations, ProjectionSpec projection, int phase)
    {
        var said = Said(populations, projection.Source, phase);
        var receivers = Shards(populations, projection.Target).ToList();
        var signals = projection.Rules.OfType<MirrorRule>().Any() ? said.Signals : 0;
        long fanOut = projection.HasWeights ? spec.Population(projection.Target).Units : 0;
        return new ProjectionTraffic(
            projection.Name,
            spec.Phases[phase].Name,
            said.Messages + (signals > 0 ? said.SignalMessages : 0),
            said.Events,
            signals,
            said.Bytes + (signals * SaidCounter.ValueBytes),
            said.Events * fanOut,
            said.Dense * fanOut,
            receivers.Sum(receiver => receiver.MultiplyAddsOf(projection, phase)));
    }

    private static SaidCounts Said(IReadOnlyList<Population> populations, string name, int phase)
    {
        var sum = default(SaidCounts);
        foreach (var shard in Shards(populations, name))
        {
            sum.Add(shard.Said.Phases[phase]);
        }

        return sum;
    }

    /// <summary>The shards of a population; of a clamped one that is shown to each reader by itself, one that stands for all.</summary>
    private static IEnumerable<Population> Shards(IReadOnlyList<Population> populations, string name)
    {
        var shards = populations.Where(p => p.Spec.Name == name);
        return shards.First() is ClampedPopulation ? shards.Take(1) : shards;
    }
}
