namespace Neuro.Runtime.Observing;

/// <summary>Which trials are recorded: of every so many periods (epochs) every so many trials, from the first of the period on.</summary>
/// <remarks>A pure function of the trial; how many there are before a trial is a closed form. Immutable.</remarks>
public sealed record TrialSelection
{
    /// <summary>Selects.</summary>
    /// <param name="every">Every so many trials of a period, at least 1.</param>
    /// <param name="from">The first trial of the run that may be recorded, from 0.</param>
    /// <param name="period">Trials of a period, at least 1. Default: the run is one period.</param>
    /// <param name="everyPeriod">Every so many periods, from the first on, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public TrialSelection(long every, long from = 0, long period = long.MaxValue, long everyPeriod = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(every);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(everyPeriod);
        (Every, From, Period, EveryPeriod) = (every, from, period, everyPeriod);
    }

    /// <summary>Every so many trials of a period.</summary>
    public long Every { get; }

    /// <summary>The first trial that may be recorded.</summary>
    public long From { get; }

    /// <summary>Trials of a period.</summary>
    public long Period { get; }

    /// <summary>Every so many periods.</summary>
    public long EveryPeriod { get; }

    /// <summary>Whether a trial is recorded.</summary>
    /// <param name="trial">Trial from 0.</param>
    public bool Contains(long trial)
    {
        var (period, within) = Math.DivRem(trial, Period);
        return trial >= From && period % EveryPeriod == 0 && within % Every == 0;
    }

    /// <summary>How many trials are recorded before a trial.</summary>
    /// <param name="trial">Trial from 0.</param>
    public long Before(long trial) => trial <= From ? 0 : Count(trial) - Count(From);

    /// <summary>The recorded trial of a number.</summary>
    /// <param name="number">From 0.</param>
    public long At(long number)
    {
        var ordinal = number + Count(From);
        var (recorded, within) = Math.DivRem(ordinal, OfPeriod);
        return (recorded * EveryPeriod * Period) + (within * Every);
    }

    private long OfPeriod => Ceiling(Period, Every);

    private static long Ceiling(long value, long divisor) => (value / divisor) + (value % divisor == 0 ? 0 : 1);

    /// <summary>How many trials before a trial belong to the pattern, whatever the first that may be recorded is.</summary>
    private long Count(long trial)
    {
        var (period, within) = Math.DivRem(trial, Period);
        var (recorded, phase) = Math.DivRem(period, EveryPeriod);
        return phase == 0 ? (recorded * OfPeriod) + Ceiling(within, Every) : (recorded + 1) * OfPeriod;
    }
}
