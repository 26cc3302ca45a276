using System.Globalization;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Runtime.Time;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Dispatching;

/// <summary>A population, or one shard of it, as an actor: it fires its next step as soon as what it must read is there.</summary>
internal sealed partial class PopulationActor : Actor
{
    /// <summary>Steps in one turn at most, so that nobody runs away alone.</summary>
    private const int Quantum = 64;

    // Constants
    private readonly Population _population;
    private readonly TrialPlan _plan;
    private readonly IReadSchedule _schedule;
    private readonly TrialGate _gate;
    private readonly ITrialSource _source;
    private readonly Poison _poison;
    private readonly Coordinator _coordinator;
    private readonly bool _lasting;
    private readonly int _quantum;

    // What the schedule is like, asked once: the step path is short at a batch of one.
    private readonly bool _hasBarrier;
    private readonly bool _overwrites;
    private readonly bool _skipsUnread;
    private readonly int _replica;
    private readonly int? _replicaInMessages;
    private readonly Ring _ring;
    private readonly ReadMark _ownMark;
    private readonly InputPort[] _ports;
    private readonly PortReader _reader;
    private readonly SignalInbox _signals;
    private readonly DynamicSpec? _dynamic;
    private Actor[] _stepNeighbours = [];
    private Actor[] _trialNeighbours = [];

    // State
    private bool _resumed;
    private long _trial;
    private int _step;
    private long _sequence;

    // Scratch
    private readonly Message[] _read;
    private InputPort? _waitsFor;

    /// <summary>Makes the actor of a population, or of one shard of it.</summary>
    /// <param name="population">The physics.</param>
    /// <param name="shard">How it is called in messages.</param>
    /// <param name="context">What all actors share.</param>
    /// <param name="ring">Where it says what it says.</param>
    /// <param name="ownMark">How far back it needs its own past.</param>
    /// <param name="ports">Where it reads, in the order of its inputs and of the shards of their sources.</param>
    public PopulationActor(Population population, string shard, SimulationContext context, Ring ring, ReadMark ownMark, InputPort[] ports)
    {
        _population = population;
        Label = shard;
        _dynamic = population.Spec as DynamicSpec;
        _plan = context.Plan;
        _schedule = context.Schedule;
        _gate = context.Gate;
        _source = context.Source;
        _poison = context.Poison;
        _coordinator = context.Coordinator;
        _lasting = context.Lasting;

        _hasBarrier = context.Schedule.HasTrialBarrier;
        _overwrites = context.Schedule.Overwrites;
        _skipsUnread = context.Schedule.SkipsUnread;

        // Where nobody waits, only the length of a turn keeps the actors of one worker abreast.
        _quantum = _overwrites ? 1 : Quantum;
        _replica = context.Replica;
        _replicaInMessages = context.Replicas == 1 ? null : context.Replica;
        _ring = ring;
        _ownMark = ownMark;
        _ports = ports;
        _read = new Message[population is DynamicPopulation dynamic ? dynamic.InputCount : 0];
        _reader = new PortReader(context.Schedule, ports, _read.Length, population as DynamicPopulation);
        _signals = new SignalInbox(context.Schedule, population, ring);
    }

    public string Name => _population.Spec.Name;

    /// <summary>Name of the population, and which of its shards this is.</summary>
    public string Label { get; }

    /// <summary>Which of the actors of its population it is, from 0.</summary>
    public required int Part { get; init; }

    public bool IsClamped => _population is ClampedPopulation;

    /// <summary>The physics.</summary>
    public Population Population => _population;

    /// <summary>Where it says what it says.</summary>
    public Ring Ring => _ring;

    /// <summary>Observes the ends of phases; set before the start.</summary>
    public IPhaseObserver? Observer { get; set; }

    /// <summary>Copies what is recorded of it; null when nothing is. Set before the start.</summary>
    public ActivityProbe? Activity { get; init; }

    /// <summary>The faults to be injected into it; set before the start.</summary>
    public required PlannedCrashes Crashes { get; init; }

    /// <summary>Measures its time; null when that is not measured. Set before the start.</summary>
    public ActorClock? Clock { get; init; }

    /// <summary>What it said last; at a barrier only.</summary>
    public Message Newest => _ring.Watermark >= 0
        ? _ring.Read(_ring.Watermark)
        : throw new InvalidOperationException($"population '{Name}' has said nothing yet, expected a run before");

    /// <summary>Steps done so far, over all trials; exact at a barrier.</summary>
    public long StepsDone => (_trial * _plan.Steps) + Math.Max(0, _step - 1);

    /// <summary>Its ports; their counters are exact at a barrier.</summary>
    public IReadOnlyList<InputPort> Ports => _ports;

    private TrialWindow Window
    {
        get
        {
            var start = _plan.FirstVersion(_trial);
            return new TrialWindow(start, start + _plan.Steps);
        }
    }

    /// <summary>Who is woken when this actor has said or released something.</summary>
    /// <param name="atEveryStep">Those that step with it.</param>
    /// <param name="atTrialEnds">Those that speak once per trial.</param>
    public void Connect(IEnumerable<Actor> atEveryStep, IEnumerable<Actor> atTrialEnds)
    {
        _stepNeighbours = [.. atEveryStep];
        _trialNeighbours = [.. atTrialEnds];
    }

    /// <summary>Visits its State, that of its population, its ring, its ports and its observer; when nobody is in a turn. An actor that is set back waits to be resumed.</summary>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Enter("population", Name, Part);
        visitor.Number("trials", ref _trial);
        visitor.Number("step", ref _step);
        visitor.Number("signals", ref _sequence);
        if (visitor.IsRestoring)
        {
            _resumed = false;
            _waitsFor = null;
        }

        _ring.VisitState(visitor, _population.Range);
        Observer?.VisitState(visitor);
        _population.VisitState(visitor, Part);
        foreach (var port in _ports)
        {
            port.VisitState(visitor);
        }
    }

    /// <summary>Stands as if so many trials had been run; before the first one only.</summary>
    public void SkipTo(long trials)
    {
        _trial = trials;
        _ring.SkipTo(_plan.FirstVersion(trials) - 1);
    }

    /// <summary>All up to this version has been said; may be asked while a run goes on.</summary>
    public long Said => _ring.Watermark;

    /// <summary>Where it stands; exact when nothing moves.</summary>
    public (long Trial, int Step) Place => (_trial, _step);

    /// <summary>What it waits for, for a watchdog; null when it waits for nothing.</summary>
    /// <param name="since">Says how long ago a sender last moved; null when nobody watches.</param>
    public string? DescribeWait(Func<string, TimeSpan>? since)
    {
        if (!_resumed)
        {
            return null;
        }

        var version = _plan.FirstVersion(_trial) + _step;
        if (_waitsFor is not { } port)
        {
            return $"population {Label} at step {_step} of trial {_trial} waits for a reader to release a slot";
        }

        var source = port.Projection.Source;
        var ago = since is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", the last {since(source).TotalSeconds:0.#} s ago");
        return $"population {Label} at step {_step} of trial {_trial} waits for '{source}' (projection '{port.Projection.Name}', delay {port.Projection.Delay}), which has said version {port.Ring.Watermark} of {version}{ago}";
    }

    protected override void Receive(ControlMessage message)
    {
        if (message is Resume)
        {
            _resumed = true;
            Clock?.Begin(_trial);
        }
    }

    protected override bool Turn()
    {
        if (!_resumed)
        {
            return false;
        }

        try
        {
            for (var i = 0; i < _quantum; i++)
            {
                if (_poison.Failure is not null || !TryTick())
                {
                    Clock?.Enter(Spell.Waiting);
                    return false;
                }
            }

            Clock?.Enter(Spell.Ready);
            return true;
        }
#pragma warning disable CA1031 // Whatever a population throws must stop the run, not this worker.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            _resumed = false;
            var failure = new PopulationFailure(Name, _trial, _step, cause) { Replica = _replicaInMessages };
            _poison.TrySpread(failure);
            _coordinator.Tell(new Failed(_poison.Failure!));
            return false;
        }
    }

    private bool TryTick()
    {
        if (_step == 0)
        {
            return TryOpenTrial();
        }

        return _step <= _plan.Steps ? TryStep() : TryCloseTrial();
    }

    private static void WakeAll(Actor[] actors)
    {
        foreach (var actor in actors)
        {
            actor.Wake();
        }
    }

    private static void WakeNeighbours(Actor[] actors)
    {
        // The full fence between "what they wait for has changed" and "are they asleep?".
        Interlocked.MemoryBarrier();
        WakeAll(actors);
    }
}
