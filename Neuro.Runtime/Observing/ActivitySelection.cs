namespace Neuro.Runtime.Observing;

/// <summary>Which part of the activity of a run is recorded, of every population with a state.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ActivitySelection
{
    /// <summary>Selects.</summary>
    /// <param name="every">Record every so many trials, from the first on; at least 1.</param>
    /// <param name="units">The first so many units of each population, at least 1; a smaller population is recorded as a whole.</param>
    /// <param name="samples">The first so many samples of a trial, at least 1; a smaller batch is recorded as a whole.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public ActivitySelection(int every, int units, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(every);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        (Every, Units, Samples) = (every, units, samples);
    }

    /// <summary>Record every so many trials.</summary>
    public int Every { get; }

    /// <summary>The first so many units of each population.</summary>
    public int Units { get; }

    /// <summary>The first so many samples of a trial.</summary>
    public int Samples { get; }
}
