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
        var said = Named(populations, projection.Source).Said.Phases[phase];
        var receiver = (DynamicPopulation)Named(populations, projection.Target);
        var signals = projection.Rules.OfType<MirrorRule>().Any() ? said.Signals : 0;
        long fanOut = projection.HasWeights ? receiver.Spec.Units : 0;
        return new ProjectionTraffic(
            projection.Name,
            spec.Phases[phase].Name,
            said.Messages + (signals > 0 ? said.SignalMessages : 0),
            said.Events,
            signals,
            said.Bytes + (signals * SaidCounter.ValueBytes),
            said.Events * fanOut,
            said.Dense * fanOut,
            receiver.MultiplyAddsOf(projection, phase));
    }

    private static Population Named(IReadOnlyList<Population> populations, string name) => populations.First(p => p.Spec.Name == name);
}
