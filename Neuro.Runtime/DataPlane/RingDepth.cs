using System.Numerics;
using Neuro.Runtime.Schedules;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Runtime.DataPlane;

/// <summary>How many slots the ring of a population needs under a schedule.</summary>
internal static class RingDepth
{
    /// <summary>Slots for every version that a reader, or the population itself, may still need, and one to write into; a power of two.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="schedule">How it is read.</param>
    /// <param name="population">The population.</param>
    /// <param name="pipeline">Trials that layers may have in flight.</param>
    public static int Of(NetworkSpec spec, IReadSchedule schedule, PopulationSpec population, int pipeline = 1)
    {
        if (population is ClampedSpec or LayerSpec)
        {
            // One message a trial: those in flight, and one that is about to be.
            return (int)BitOperations.RoundUpToPowerOf2((uint)pipeline + 1);
        }

        var kept = spec.Projections.Where(p => p.Source == population.Name).Select(p => schedule.VersionsKept(IndexOf(spec, p), p.Delay));
        if (!schedule.SkipsUnread)
        {
            kept = kept.Concat(OwnHistory(spec, schedule, population));
        }

        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(3, kept.DefaultIfEmpty(0).Max() + 1));
    }

    /// <summary>The forward projection whose rule this projection mirrors, or null.</summary>
    public static ProjectionSpec? Partner(NetworkSpec spec, ProjectionSpec projection) =>
        projection.Rules.OfType<MirrorRule>().FirstOrDefault() is { } mirror ? spec.Projection(mirror.Forward) : null;

    /// <summary>Index of a projection in the description.</summary>
    public static int IndexOf(NetworkSpec spec, ProjectionSpec projection)
    {
        var index = 0;
        while (spec.Projections[index].Name != projection.Name)
        {
            index++;
        }

        return index;
    }

    /// <summary>Own versions that a signal may name when it arrives.</summary>
    private static IEnumerable<int> OwnHistory(NetworkSpec spec, IReadSchedule schedule, PopulationSpec population) =>
        from projection in spec.Projections
        where projection.Target == population.Name
        let partner = Partner(spec, projection)
        where partner is not null
        select Reach(spec, schedule, projection) + Reach(spec, schedule, partner) + 1;

    /// <summary>How many versions back a projection is read at most.</summary>
    private static int Reach(NetworkSpec spec, IReadSchedule schedule, ProjectionSpec projection)
    {
        const long FarIntoTrial = int.MaxValue;
        return (int)(FarIntoTrial - schedule.OldestNeeded(new ReadRequest(IndexOf(spec, projection), FarIntoTrial, TrialStart: 0, projection.Delay)));
    }
}
