using Neuro.Runtime.Decisions;

namespace Neuro.Runtime.Schedules;

/// <summary>Reads what a decision log says: a live run again, on any number of workers.</summary>
/// <remarks>A pure function of the log.</remarks>
public sealed class ReplaySchedule : IReadSchedule
{
    private readonly DecisionRecord _record;

    /// <summary>Replays a record.</summary>
    /// <param name="record">The record; its timing must be that of the network.</param>
    public ReplaySchedule(DecisionRecord record) => _record = record;

    /// <inheritdoc/>
    public string Name => "replay";

    /// <inheritdoc/>
    public bool IsDeterministic => true;

    /// <inheritdoc/>
    /// <exception cref="DecisionLogException">The record ends before this step, or names a version of another trial.</exception>
    public bool TryChoose(in ReadRequest read, long watermark, out long version)
    {
        version = read.InLockstep + _record.Of(read.Projection, read.TrialStart, read.Version - read.TrialStart);
        return version >= read.TrialStart && version <= read.TrialStart + _record.Steps
            ? watermark >= version
            : throw new DecisionLogException($"expected a version of the trial at its step {read.Version - read.TrialStart}, found one {version - read.TrialStart} after its start");
    }

    /// <inheritdoc/>
    public long OldestNeeded(in ReadRequest read) => read.Back(_record.Slack);

    /// <inheritdoc/>
    public int VersionsKept(int projection, int delay) => LiveSchedule.Kept(delay, _record.Slack);
}
