namespace Neuro.Runtime.Schedules;

/// <summary>One read of one input at one step.</summary>
/// <param name="Projection">Index of the projection in the network's description.</param>
/// <param name="Version">The version that the reader is about to say.</param>
/// <param name="TrialStart">The initial version of the trial, below which nothing is read; 0 where trials have no barrier.</param>
/// <param name="Delay">Delay of the projection in steps, at least 1.</param>
public readonly record struct ReadRequest(int Projection, long Version, long TrialStart, int Delay)
{
    /// <summary>The last version of the trial, above which nothing is read; none where trials have no barrier.</summary>
    public long TrialEnd { get; init; } = long.MaxValue;

    /// <summary>Which port of the simulation asks: a projection between two shards, see <see cref="Decisions.PortMap"/>.</summary>
    public int Port { get; init; } = Projection;

    /// <summary>The version that lockstep reads: what other schedules are measured against.</summary>
    public long InLockstep => Back(0);

    /// <summary>So many steps before the version of lockstep, and never before the trial's initial one.</summary>
    /// <param name="steps">0 or more.</param>
    internal long Back(int steps) => Math.Max(Version - Delay - steps, TrialStart);
}
