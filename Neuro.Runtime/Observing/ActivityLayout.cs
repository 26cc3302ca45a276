using Neuro.Units.Specification;

namespace Neuro.Runtime.Observing;

/// <summary>The order of what is recorded of one trial: rows by step, population, sample and unit, each with the variables of its population.</summary>
/// <remarks>So the first row that differs between two records is the first in simulated time. Immutable.</remarks>
public sealed class ActivityLayout
{
    /// <summary>Most values of one trial: 64 MB.</summary>
    public const int LargestTrial = 1 << 24;

    private readonly int[] _versionOf;

    /// <summary>Lays out what is selected of a network.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="selection">What is recorded.</param>
    /// <exception cref="ArgumentException">A population that is named is not one with a state, or a unit is not one of it; nothing is left of the samples or steps.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One trial has more than <see cref="LargestTrial"/> values.</exception>
    public ActivityLayout(NetworkSpec spec, int batch, ActivitySelection selection)
    {
        Selection = selection;
        Samples = [.. selection.Samples.Where(sample => sample < batch)];
        Steps = [.. (selection.Steps ?? Enumerable.Range(0, spec.StepsPerTrial + 1)).Where(step => step <= spec.StepsPerTrial)];
        if (Samples.Count == 0 || Steps.Count == 0)
        {
            throw new ArgumentException($"expected a sample below {batch} and a step up to {spec.StepsPerTrial}, found none", nameof(selection));
        }

        Phases = [.. Steps.Select(step => PhaseOf(spec, step))];
        Tracks = [.. Probes(spec, selection).Select(probe => Track(spec, probe))];
        _versionOf = [.. Enumerable.Range(0, spec.StepsPerTrial + 1).Select(step => Steps.ToList().IndexOf(step))];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ValuesPerTrial, LargestTrial, nameof(selection));
    }

    /// <summary>What is recorded.</summary>
    public ActivitySelection Selection { get; }

    /// <summary>The recorded samples of a trial, ascending.</summary>
    public IReadOnlyList<int> Samples { get; }

    /// <summary>The recorded steps of a trial, ascending; 0 is the initial version.</summary>
    public IReadOnlyList<int> Steps { get; }

    /// <summary>The phase of each recorded step; the initial version belongs to the first.</summary>
    public IReadOnlyList<string> Phases { get; }

    /// <summary>The recorded populations, in the order of the description.</summary>
    public IReadOnlyList<ActivityTrack> Tracks { get; }

    /// <summary>Rows of one trial.</summary>
    public long RowsPerTrial => (long)Steps.Count * Samples.Count * Tracks.Sum(track => track.Units.Count);

    /// <summary>Values of one trial.</summary>
    public long ValuesPerTrial => (long)Steps.Count * Samples.Count * Tracks.Sum(track => (long)track.Units.Count * track.Variables.Count);

    /// <summary>Which of the recorded steps a step is; -1 for one that is not recorded.</summary>
    internal int VersionOf(int step) => _versionOf[step];

    /// <summary>Values of a population in one recorded step.</summary>
    internal int ValuesOf(ActivityTrack track) => track.Variables.Count * Samples.Count * track.Units.Count;

    private static IEnumerable<ProbeSelection> Probes(NetworkSpec spec, ActivitySelection selection)
    {
        if (selection.Probes is not { } probes)
        {
            return spec.Populations.Where(p => p is not ClampedSpec).Select(p => new ProbeSelection(p.Name, Enum.GetValues<ActivityVariable>(), [.. Enumerable.Range(0, Math.Min(p.Units, selection.Units))]));
        }

        foreach (var probe in probes)
        {
            if (spec.Population(probe.Population) is not { } population || population is ClampedSpec || probe.Units.Count == 0 || probe.Units[^1] >= population.Units)
            {
                throw new ArgumentException($"expected units of a population with a state, found some of '{probe.Population}'", nameof(selection));
            }
        }

        var order = spec.Populations.Select(p => p.Name).ToList();
        return probes.OrderBy(probe => order.IndexOf(probe.Population));
    }

    private static ActivityTrack Track(NetworkSpec spec, ProbeSelection probe) =>
        new(probe.Population, probe.Units, [.. Enum.GetValues<ActivityVariable>().Where(variable => probe.Variables.Contains(variable) && Has(spec, probe.Population, variable))]);

    private static bool Has(NetworkSpec spec, string population, ActivityVariable variable)
    {
        if (spec.Population(population) is LayerSpec layer)
        {
            // A layer tells its state, its rates, and the signal by which it learns.
            return variable is ActivityVariable.State or ActivityVariable.Rate || (variable == ActivityVariable.Error && layer.Act(ActKind.Learn) is not null);
        }

        bool Receives(Port port) => spec.Projections.Any(p => p.Target == population && p.Port == port);
        return variable switch
        {
            ActivityVariable.Basal => Receives(Port.Basal),
            ActivityVariable.Apical => Receives(Port.Apical),
            ActivityVariable.Cancel => Receives(Port.Cancel),
            ActivityVariable.Error => spec.Population(population) is PyramidalSpec,
            _ => true,
        };
    }

    private static string PhaseOf(NetworkSpec spec, int step)
    {
        var end = 0;
        foreach (var phase in spec.Phases)
        {
            end += phase.Steps;
            if (step <= end)
            {
                return phase.Name;
            }
        }

        return spec.Phases[^1].Name;
    }
}
