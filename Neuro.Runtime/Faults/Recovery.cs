using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Snapshots;
using Neuro.Units.Snapshots;

namespace Neuro.Runtime.Faults;

/// <summary>Sets a whole network back to its last snapshot after an injected fault: neighbours have already consumed what the failed population said.</summary>
/// <param name="every">Trials between two snapshots; 0 for no recovery.</param>
/// <param name="state">Lets the State of the simulation be visited.</param>
internal sealed class Recovery(long every, Action<StateVisitor> state)
{
    private readonly SimulationSnapshot _snapshot = new();
    private long _trial = -1;

    /// <summary>Faults after which the network was set back.</summary>
    public long Crashes { get; private set; }

    /// <summary>Trials that were done again, the one of each fault included.</summary>
    public long TrialsRepeated { get; private set; }

    /// <summary>Visits what was counted, which no setting back takes back.</summary>
    public void VisitCounts(StateVisitor visitor)
    {
        var (crashes, repeated) = (Crashes, TrialsRepeated);
        visitor.Number("crashes", ref crashes);
        visitor.Number("trials repeated", ref repeated);
        (Crashes, TrialsRepeated) = (crashes, repeated);
    }

    /// <summary>Where a run has to halt next: at its end, or for a snapshot.</summary>
    /// <param name="begun">Trials begun so far.</param>
    /// <param name="end">The trial before which it ends.</param>
    public long NextHalt(long begun, long end) => every == 0 ? end : Math.Min(end, ((begun / every) + 1) * every);

    /// <summary>Takes a snapshot where one is due; at a barrier only.</summary>
    /// <param name="begun">Trials begun, and ended, so far.</param>
    public void Halted(long begun)
    {
        if (every > 0 && begun != _trial && (_trial < 0 || begun % every == 0))
        {
            Take(begun);
        }
    }

    /// <summary>Takes a snapshot whether or not one is due; at a barrier only.</summary>
    /// <param name="begun">Trials begun, and ended, so far.</param>
    public void Take(long begun)
    {
        if (every > 0)
        {
            _snapshot.Take(state);
            _trial = begun;
        }
    }

    /// <summary>Sets the network back, if the failure is none that would come again; when nobody is in a turn any more.</summary>
    public bool TryRecover(PopulationFailure failure)
    {
        if (_trial < 0 || failure.Cause is not InjectedFaultException)
        {
            return false;
        }

        _snapshot.Restore(state);
        Crashes++;
        TrialsRepeated += failure.Trial - _trial + 1;
        return true;
    }
}
