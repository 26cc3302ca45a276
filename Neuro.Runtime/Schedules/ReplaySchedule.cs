using Neuro.Runtime.Decisions;

namespace Neuro.Runtime.Schedules;

/// <summary>Reads what a decision log says: a live run again, on any number of workers.</summary>
/// <remarks>
/// A function of the log. Senders wait for readers, also where those of the recorded run did not: at the moment at which a read was chosen nobody was further ahead than the
/// slots of its ring (see <see cref="Dispatching.PortReader"/>), so there is an order of turns in which nobody waits for ever.
/// </remarks>
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
    public bool HasTrialBarrier => _record.HasTrialBarrier;

    /// <inheritdoc/>
    public bool SkipsUnread => _record.Slack is null;

    /// <inheritdoc/>
    /// <exception cref="DecisionLogException">The record ends before this step, or names a version that cannot be read.</exception>
    public bool TryChoose(in ReadRequest read, long watermark, out long version)
    {
        version = read.InLockstep + _record.Of(read);
        return version >= read.TrialStart && version <= read.TrialEnd
            ? watermark >= version
            : throw new DecisionLogException($"expected a version of the trial at version {read.Version}, found {version}, which is {version - read.TrialStart} after its start");
    }

    /// <inheritdoc/>
    public long OldestNeeded(in ReadRequest read)
    {
        if (_record.Slack is { } slack)
        {
            return read.Back(slack);
        }

        // Newest first, always: nothing older than the next read is read again. Whoever has come to the end of the record needs nothing.
        return _record.Ends(read) ? long.MaxValue : read.InLockstep + _record.Of(read);
    }

    /// <inheritdoc/>
    public int VersionsKept(int projection, int delay) => LiveSchedule.Kept(delay, _record.Slack, _record.Steps);
}
