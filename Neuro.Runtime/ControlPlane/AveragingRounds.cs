using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Feeding;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;

namespace Neuro.Runtime.ControlPlane;

/// <summary>Cuts a run of replicas into rounds of a few trials, after each of which their weights are averaged.</summary>
/// <remarks>Used by the coordinator, at barriers. All workers take part in the averaging, each with its share of the weights.</remarks>
internal sealed class AveragingRounds
{
    private readonly WeightMean _mean;
    private readonly TrialGate _gate;
    private readonly int _every;
    private readonly AveragingActor[] _averagers;
    private readonly List<Actor> _members = [];
    private long _averagedAt;
    private long _until;

    /// <summary>Prepares the rounds of one group.</summary>
    /// <param name="mean">Averages the weights of all replicas.</param>
    /// <param name="every">Trials of a round.</param>
    /// <param name="gate">Lets all replicas through.</param>
    /// <param name="coordinator">Hears of every part that is done.</param>
    /// <param name="dispatcher">Where the averaging runs.</param>
    public AveragingRounds(WeightMean mean, int every, TrialGate gate, Coordinator coordinator, IDispatcher dispatcher)
    {
        _mean = mean;
        _gate = gate;
        _every = every;
        _averagers = [.. Enumerable.Range(0, dispatcher.Workers).Select(part => new AveragingActor(mean, part, dispatcher.Workers, coordinator) { Dispatcher = dispatcher, Home = part })];
    }

    /// <summary>Number of parts of the averaging.</summary>
    public int Parts => _averagers.Length;

    /// <summary>Who is told to go on after a barrier; before the start only.</summary>
    public void Add(IEnumerable<Actor> members) => _members.AddRange(members);

    /// <summary>Visits when weights were averaged last; at a barrier only.</summary>
    public void VisitState(StateVisitor visitor) => visitor.Number("averaged", ref _averagedAt);

    /// <summary>Begins a run: the trial that is the limit of its first round.</summary>
    public long Begin(long until)
    {
        _until = until;
        return Limit;
    }

    /// <summary>Averages now, if trials have been run since the last time; between runs only.</summary>
    public void End()
    {
        if (_gate.Opened > _averagedAt)
        {
            _averagedAt = _gate.Opened;
            _mean.Take(0, 1);
        }
    }

    /// <summary>Has the weights averaged when a round is complete; a run that was ended early may stop within one.</summary>
    public bool TryAverage()
    {
        if (_gate.Opened - _averagedAt < _every)
        {
            return false;
        }

        _averagedAt = _gate.Opened;
        Array.ForEach(_averagers, averager => averager.Tell(Average.Instance));
        return true;
    }

    /// <summary>Begins the next round, unless the run is at its end.</summary>
    public bool TryGoOn()
    {
        if (_gate.Opened >= _until || !_gate.TryRaise(Limit))
        {
            return false;
        }

        foreach (var member in _members)
        {
            member.Tell(Resume.Instance);
        }

        return true;
    }

    private long Limit => Math.Min(_until, _averagedAt + _every);
}
