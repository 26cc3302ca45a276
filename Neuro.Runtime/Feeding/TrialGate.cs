using Neuro.Units.Snapshots;

namespace Neuro.Runtime.Feeding;

/// <summary>Lets trials begin. The first population to reach a trial opens it for all; closing the gate stops all at the same trial.</summary>
/// <remarks>Lock-free, any threads: the count of opened trials and the closed bit change together.</remarks>
internal sealed class TrialGate
{
    private const long ClosedBit = 1L << 62;

    private long _limit;
    private long _state;

    /// <summary>Trials opened so far, over all runs.</summary>
    public long Opened => Volatile.Read(ref _state) & ~ClosedBit;

    /// <summary>Lets trials up to a limit begin; at a barrier only.</summary>
    public void Allow(long limit)
    {
        _limit = limit;
        Volatile.Write(ref _state, Opened);
    }

    /// <summary>Lets trials up to a higher limit begin, unless it has been closed meanwhile; at a barrier within a run only.</summary>
    /// <returns>Whether it is open.</returns>
    public bool TryRaise(long limit)
    {
        _limit = limit;
        return (Volatile.Read(ref _state) & ClosedBit) == 0;
    }

    /// <summary>Lets no further trial begin; those that have begun are finished.</summary>
    public void Close() => Interlocked.Or(ref _state, ClosedBit);

    /// <summary>Stands as if so many trials had been opened; before the first one only.</summary>
    public void SkipTo(long trials) => Volatile.Write(ref _state, trials);

    /// <summary>Visits the count of opened trials; at a barrier only.</summary>
    public void VisitState(StateVisitor visitor)
    {
        var opened = Opened;
        visitor.Number("trials", ref opened);
        if (visitor.IsRestoring)
        {
            Volatile.Write(ref _state, opened);
        }
    }

    /// <summary>Whether a trial may begin; when not, it is final for this run.</summary>
    public bool TryOpen(long trial)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var opened = state & ~ClosedBit;
            if (trial < opened)
            {
                return true;
            }

            if (state != opened || opened >= _limit)
            {
                return false;
            }

            Interlocked.CompareExchange(ref _state, opened + 1, opened);
        }
    }
}
