using Neuro.Runtime.Time;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Faults;

/// <summary>The crashes of one population that are still to come. Its actor asks at every step; it changes at barriers only.</summary>
internal sealed class PlannedCrashes
{
    private readonly Queue<long> _versions;

    private PlannedCrashes(IEnumerable<long> versions)
    {
        _versions = new Queue<long>(versions.Order());
        MoveOn();
    }

    /// <summary>The version at whose step the population crashes next; one that never comes when there is none.</summary>
    public long Next { get; private set; }

    /// <summary>Plans the crashes of each population of a network.</summary>
    /// <exception cref="SpecificationException">A crash names no population with a state, or no step of a trial.</exception>
    public static Dictionary<string, PlannedCrashes> Of(NetworkSpec spec, IReadOnlyList<CrashPoint> crashes)
    {
        foreach (var crash in crashes)
        {
            Check(spec, crash);
        }

        var plan = new TrialPlan(spec);
        return spec.Populations.ToDictionary(
            p => p.Name,
            p => new PlannedCrashes(crashes.Where(crash => crash.Population == p.Name).Select(crash => plan.FirstVersion(crash.Trial) + crash.Step)),
            StringComparer.Ordinal);
    }

    /// <summary>The next crash has happened.</summary>
    public void MoveOn() => Next = _versions.TryDequeue(out var next) ? next : long.MaxValue;

    /// <summary>All crashes before a version have happened, or never will.</summary>
    public void MoveOnTo(long version)
    {
        while (Next < version)
        {
            MoveOn();
        }
    }

    private static void Check(NetworkSpec spec, CrashPoint crash)
    {
        var part = $"population '{crash.Population}'";
        if (spec.Population(crash.Population) is ClampedSpec)
        {
            throw new SpecificationException(part, "is to crash, expected one with a state: a clamped one takes no steps");
        }

        if (crash.Trial < 0 || crash.Step < 1 || crash.Step > spec.StepsPerTrial)
        {
            throw new SpecificationException(part, $"is to crash at step {crash.Step} of trial {crash.Trial}, expected a trial from 0 and a step from 1 to {spec.StepsPerTrial}");
        }
    }
}
