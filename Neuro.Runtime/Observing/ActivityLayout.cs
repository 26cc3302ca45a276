using Neuro.Units.Specification;

namespace Neuro.Runtime.Observing;

/// <summary>The order of the values that are recorded of one trial: by step (the initial version first), population, variable (state, rate), sample and unit.</summary>
/// <remarks>So the first value that differs between two records is the first in simulated time. Immutable.</remarks>
public sealed class ActivityLayout
{
    /// <summary>Most values of one trial: 64 MB.</summary>
    public const int LargestTrial = 1 << 24;

    private static readonly string[] Variables = ["state", "rate"];
    private readonly int _valuesPerVersion;

    /// <summary>Lays out what is selected of a network.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="selection">What is recorded.</param>
    /// <exception cref="ArgumentOutOfRangeException">One trial has more than <see cref="LargestTrial"/> values.</exception>
    public ActivityLayout(NetworkSpec spec, int batch, ActivitySelection selection)
    {
        Selection = selection;
        Samples = Math.Min(batch, selection.Samples);
        Versions = spec.StepsPerTrial + 1;
        Populations = [.. spec.Populations.Where(p => p is DynamicSpec).Select(p => (p.Name, Math.Min(p.Units, selection.Units)))];
        var values = Populations.Sum(p => (long)Variables.Length * Samples * p.Units);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values * Versions, LargestTrial, nameof(selection));
        _valuesPerVersion = (int)values;
    }

    /// <summary>What is recorded.</summary>
    public ActivitySelection Selection { get; }

    /// <summary>Samples recorded of a trial.</summary>
    public int Samples { get; }

    /// <summary>Versions of a trial: the initial one and one per step.</summary>
    public int Versions { get; }

    /// <summary>The populations with a state, in the order of the description, and how many units of each are recorded.</summary>
    public IReadOnlyList<(string Name, int Units)> Populations { get; }

    /// <summary>Values of one trial.</summary>
    public int ValuesPerTrial => Versions * _valuesPerVersion;

    /// <summary>Where a value belongs.</summary>
    /// <param name="trial">Its trial.</param>
    /// <param name="index">Its number in the trial, 0 .. <see cref="ValuesPerTrial"/> - 1.</param>
    public ActivityPlace PlaceOf(long trial, int index)
    {
        var (step, rest) = Math.DivRem(index, _valuesPerVersion);
        var population = 0;
        for (; rest >= ValuesOf(Populations[population].Units); population++)
        {
            rest -= ValuesOf(Populations[population].Units);
        }

        var (name, units) = Populations[population];
        return new ActivityPlace(trial, step, name, Variables[rest / (Samples * units)], rest / units % Samples, rest % units);
    }

    /// <summary>Values of one version of a population.</summary>
    internal int ValuesOf(int units) => Variables.Length * Samples * units;
}
