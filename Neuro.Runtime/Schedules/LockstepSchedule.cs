namespace Neuro.Runtime.Schedules;

/// <summary>
/// Reads version n - d at step n, once the sender has said all up to it. With d = 1 this is the synchronous iteration of the papers:
/// all right-hand sides from old states.
/// </summary>
public sealed class LockstepSchedule : IReadSchedule
{
    /// <summary>Slots beyond the delay, so that a sender may run one step ahead of its slowest reader.</summary>
    private const int Ahead = 2;

    /// <inheritdoc/>
    public string Name => "lockstep";

    /// <inheritdoc/>
    public bool IsDeterministic => true;

    /// <inheritdoc/>
    public bool TryChoose(in ReadRequest read, long watermark, out long version)
    {
        version = OldestNeeded(read);
        return watermark >= version;
    }

    /// <inheritdoc/>
    public long OldestNeeded(in ReadRequest read) => read.InLockstep;

    /// <inheritdoc/>
    public int VersionsKept(int projection, int delay) => delay + Ahead;
}
