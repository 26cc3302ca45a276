namespace Neuro.Runtime.Schedules;

/// <summary>
/// Real asynchrony: a reader at step n takes the newest version that its sender has said, within n - d - slack .. n - d + slack. The threads race, as
/// hardware does.
/// </summary>
/// <remarks>
/// With a finite slack a reader waits for a sender that is further behind, and a sender for a reader that it would leave further behind. With an infinite one
/// nobody waits: the newest version is read however old or new it is, and senders overwrite what was not read, plasticity signals included. With a trial barrier nothing
/// is read across the borders of trials. What was read must be recorded (<see cref="Decisions.DecisionLog"/>) to have the run again.
/// </remarks>
public sealed class LiveSchedule : IReadSchedule
{
    /// <summary>Largest finite slack in steps.</summary>
    public const int LargestSlack = 64;

    private readonly int _steps;

    /// <summary>Makes the schedule.</summary>
    /// <param name="slack">Steps by which a read may be older or newer than in lockstep, 0 .. <see cref="LargestSlack"/>; null for any number.</param>
    /// <param name="stepsPerTrial">Steps of a trial.</param>
    /// <param name="trialBarrier">Whether reads stay within a trial.</param>
    public LiveSchedule(int? slack, int stepsPerTrial, bool trialBarrier = true)
    {
        if (slack is < 0 or > LargestSlack)
        {
            throw new ArgumentOutOfRangeException(nameof(slack), slack, $"expected 0 to {LargestSlack} steps, or null");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepsPerTrial);
        Slack = slack;
        HasTrialBarrier = trialBarrier;
        _steps = stepsPerTrial;
    }

    /// <summary>Steps by which a read may be older or newer than in lockstep; null for any number.</summary>
    public int? Slack { get; }

    /// <inheritdoc/>
    public string Name => "live";

    /// <inheritdoc/>
    public bool IsDeterministic => false;

    /// <inheritdoc/>
    public bool HasTrialBarrier { get; }

    /// <inheritdoc/>
    public bool SkipsUnread => Slack is null;

    /// <inheritdoc/>
    public bool Overwrites => Slack is null;

    /// <inheritdoc/>
    public bool TryChoose(in ReadRequest read, long watermark, out long version)
    {
        var newest = Slack is { } slack ? Math.Min(read.Version - read.Delay + slack, read.TrialEnd) : read.TrialEnd;
        version = Math.Max(Math.Min(watermark, newest), read.TrialStart);
        return watermark >= OldestNeeded(read);
    }

    /// <inheritdoc/>
    public long OldestNeeded(in ReadRequest read) => Slack is { } slack ? read.Back(slack) : read.TrialStart;

    /// <inheritdoc/>
    public int VersionsKept(int projection, int delay) => Kept(delay, Slack, _steps);

    /// <summary>
    /// From the oldest version that may be read to one beyond the newest. Where nobody waits, what is kept only bounds how late a signal may be and still find the
    /// own rates that it pairs with: those of about a trial.
    /// </summary>
    internal static int Kept(int delay, int? slack, int steps) => slack is { } finite ? delay + (2 * finite) + 2 : Math.Max(steps + 2, 8);
}
