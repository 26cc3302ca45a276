using Neuro.Runtime.Dispatching;

namespace Neuro.Runtime.ControlPlane;

/// <summary>Watches the populations of one simulation; acts at barriers only.</summary>
internal sealed class Coordinator : Actor
{
    private int _finished;
    private PopulationFailure? _failure;

    /// <summary>How many actors there are; set before the start.</summary>
    public int Actors { get; set; }

    /// <summary>Whether all have run what the gate let through, or one has failed.</summary>
    public bool IsDone => _failure is not null || _finished == Actors;

    /// <summary>The first failure, or null.</summary>
    public PopulationFailure? Failure => _failure;

    /// <summary>Begins a run; at a barrier only.</summary>
    public void Begin() => (_finished, _failure) = (0, null);

    protected override void Receive(ControlMessage message)
    {
        switch (message)
        {
            case Finished:
                _finished++;
                break;
            case Failed failed:
                _failure ??= failed.Failure;
                break;
        }
    }

    protected override bool Turn() => false;
}
