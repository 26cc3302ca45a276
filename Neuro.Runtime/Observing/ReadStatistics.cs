namespace Neuro.Runtime.Observing;

/// <summary>How one projection between populations with a state was read, over a whole run.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Delay">Its delay in steps: the age of every read in lockstep, but for the first steps of a trial.</param>
/// <param name="Staleness">Number of reads by their age in steps (step of the reader minus version read), 0 .. <see cref="Ages"/> - 1; the first entry counts all that were newer, too (a racing sender may be ahead), and the last all that were older.</param>
/// <param name="Different">Reads that lockstep would have done differently.</param>
/// <param name="SignalsLost">Plasticity signals that never arrived.</param>
/// <param name="Duplicates">Plasticity signals that arrived twice; the second copy is discarded.</param>
public sealed record ReadStatistics(string Projection, int Delay, IReadOnlyList<long> Staleness, long Different, long SignalsLost, long Duplicates)
{
    /// <summary>Ages that are told apart.</summary>
    public const int Ages = 65;

    /// <summary>The reads of one projection in several replicas, counted together.</summary>
    /// <param name="replicas">At least one.</param>
    public static ReadStatistics Sum(IReadOnlyList<ReadStatistics> replicas) => replicas[0] with
    {
        Staleness = [.. Enumerable.Range(0, Ages).Select(age => replicas.Sum(r => r.Staleness[age]))],
        Different = replicas.Sum(r => r.Different),
        SignalsLost = replicas.Sum(r => r.SignalsLost),
    };

    /// <summary>Number of reads.</summary>
    public long Reads => Staleness.Sum();

    /// <summary>Mean age in steps; NaN without a read.</summary>
    public double MeanStaleness => Staleness.Select((count, age) => (double)count * age).Sum() / Reads;
}
