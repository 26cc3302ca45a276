namespace Neuro.Runtime.Schedules;

/// <summary>
/// Real asynchrony: a reader at step n takes the newest version that its sender has said, within n - d - slack .. n - d + slack. The threads race, as
/// hardware does.
/// </summary>
/// <remarks>
/// A reader waits for a sender that is further behind, and a sender for a reader that it would leave further behind. Trials keep their barrier: nothing is read
/// across their borders. What was read must be recorded (<see cref="Decisions.DecisionLog"/>) to have the run again.
/// </remarks>
public sealed class LiveSchedule : IReadSchedule
{
    /// <summary>Largest slack in steps.</summary>
    public const int LargestSlack = 64;

    private readonly int _steps;

    /// <summary>Makes the schedule.</summary>
    /// <param name="slack">Steps by which a read may be older or newer than in lockstep, 0 .. <see cref="LargestSlack"/>.</param>
    /// <param name="stepsPerTrial">Steps of a trial.</param>
    public LiveSchedule(int slack, int stepsPerTrial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slack);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slack, LargestSlack);
        Slack = slack;
        _steps = stepsPerTrial;
    }

    /// <summary>Steps by which a read may be older or newer than in lockstep.</summary>
    public int Slack { get; }

    /// <inheritdoc/>
    public string Name => "live";

    /// <inheritdoc/>
    public bool IsDeterministic => false;

    /// <inheritdoc/>
    public bool TryChoose(in ReadRequest read, long watermark, out long version)
    {
        var newest = Math.Min(read.Version - read.Delay + Slack, read.TrialStart + _steps);
        version = Math.Max(Math.Min(watermark, newest), read.TrialStart);
        return watermark >= OldestNeeded(read);
    }

    /// <inheritdoc/>
    public long OldestNeeded(in ReadRequest read) => read.Back(Slack);

    /// <inheritdoc/>
    public int VersionsKept(int projection, int delay) => Kept(delay, Slack);

    /// <summary>From the oldest version that may be read to one beyond the newest.</summary>
    internal static int Kept(int delay, int slack) => delay + (2 * slack) + 2;
}
