using Neuro.Runtime.Dispatching;

namespace Neuro.Runtime.ControlPlane;

/// <summary>Watches the populations of the simulations that run together; acts at barriers only.</summary>
internal sealed class Coordinator : Actor
{
    private int _watched;
    private int _finished;
    private int _averaged;
    private bool _ended;
    private PopulationFailure? _failure;

    /// <summary>Whether all have run what the gate let through, or one has failed.</summary>
    public bool IsDone => _failure is not null || _ended;

    /// <summary>The first failure, or null.</summary>
    public PopulationFailure? Failure => _failure;

    /// <summary>What happens at the barriers within a run; null when a run has none. Set before the start.</summary>
    public AveragingRounds? Rounds { get; set; }

    /// <summary>Watches more actors; before the start only.</summary>
    public void Watch(int actors) => _watched += actors;

    /// <summary>Begins a run; at a barrier only.</summary>
    public void Begin()
    {
        _finished = 0;
        _averaged = 0;
        _ended = false;
        _failure = null;
    }

    protected override void Receive(ControlMessage message)
    {
        switch (message)
        {
            case Finished:
                _finished++;
                if (_finished == _watched)
                {
                    _finished = 0;
                    ReachBarrier();
                }

                break;
            case Averaged:
                _averaged++;
                if (_averaged == Rounds!.Parts)
                {
                    _averaged = 0;
                    GoOn();
                }

                break;
            case Failed failed:
                _failure ??= failed.Failure;
                break;
        }
    }

    protected override bool Turn() => false;

    private void ReachBarrier()
    {
        if (Rounds is null || !Rounds.TryAverage())
        {
            GoOn();
        }
    }

    private void GoOn() => _ended = Rounds is null || !Rounds.TryGoOn();
}
