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

namespace Neuro.Runtime.Dispatching;

/// <summary>A population, or one shard of it, as an actor: it does what comes next in its trials as soon as what it must read is there.</summary>
internal abstract class PopulationActor : Actor
{
    // Constants
    private readonly Poison _poison;
    private readonly int _quantum;
    private readonly int? _replicaInMessages;

    /// <summary>Makes the actor of a population, or of one shard of it.</summary>
    /// <param name="population">The physics.</param>
    /// <param name="shard">How it is called in messages.</param>
    /// <param name="context">What all actors share.</param>
    /// <param name="ring">Where it says what it says.</param>
    /// <param name="ports">Where it reads, in the order of its inputs and of the shards of their sources.</param>
    /// <param name="quantum">What it does in one turn at most, so that nobody runs away alone.</param>
    protected PopulationActor(Population population, string shard, SimulationContext context, Ring ring, InputPort[] ports, int quantum)
    {
        Population = population;
        Label = shard;
        Plan = context.Plan;
        Schedule = context.Schedule;
        Gate = context.Gate;
        Source = context.Source;
        Coordinator = context.Coordinator;
        IsLasting = context.Lasting;
        Replica = context.Replica;
        Ring = ring;
        OwnPorts = ports;
        _poison = context.Poison;
        _quantum = quantum;
        _replicaInMessages = context.Replicas == 1 ? null : context.Replica;
    }

    public string Name => Population.Spec.Name;

    /// <summary>Name of the population, and which of its shards this is.</summary>
    public string Label { get; }

    /// <summary>Which of the actors of its population it is, from 0.</summary>
    public required int Part { get; init; }

    public bool IsClamped => Population is ClampedPopulation;

    /// <summary>The physics.</summary>
    public Population Population { get; }

    /// <summary>Where it says what it says.</summary>
    public Ring Ring { get; }

    /// <summary>Observes the ends of phases; set before the start.</summary>
    public IPhaseObserver? Observer { get; set; }

    /// <summary>Copies what is recorded of it; null when nothing is. Set before the start.</summary>
    public ActivityProbe? Activity { get; init; }

    /// <summary>The faults to be injected into it; set before the start.</summary>
    public required PlannedCrashes Crashes { get; init; }

    /// <summary>Measures its time; null when that is not measured. Set before the start.</summary>
    public ActorClock? Clock { get; init; }

    /// <summary>What it said last; at a barrier only.</summary>
    public Message Newest => Ring.Watermark >= 0
        ? Ring.Read(Ring.Watermark)
        : throw new InvalidOperationException($"population '{Name}' has said nothing yet, expected a run before");

    /// <summary>Its ports; their counters are exact at a barrier.</summary>
    public IReadOnlyList<InputPort> Ports => OwnPorts;

    /// <summary>All up to this version has been said; may be asked while a run goes on.</summary>
    public long Said => Ring.Watermark;

    /// <summary>Grows with everything that it does; may be asked while a run goes on.</summary>
    public abstract long Progress { get; }

    /// <summary>Steps done so far, over all trials; exact at a barrier.</summary>
    public abstract long StepsDone { get; }

    /// <summary>Where it stands; exact when nothing moves.</summary>
    public abstract (long Trial, int Step) Place { get; }

    protected TrialPlan Plan { get; }

    protected IReadSchedule Schedule { get; }

    protected TrialGate Gate { get; }

    protected ITrialSource Source { get; }

    protected Coordinator Coordinator { get; }

    /// <summary>Whether lasting plasticity is on.</summary>
    protected bool IsLasting { get; }

    protected int Replica { get; }

    protected InputPort[] OwnPorts { get; }

    protected Actor[] StepNeighbours { get; private set; } = [];

    protected Actor[] TrialNeighbours { get; private set; } = [];

    /// <summary>Whether it may go on with the run.</summary>
    protected bool IsResumed { get; private set; }

    /// <summary>The port whose sender it waits for; null when it waits for none.</summary>
    protected InputPort? WaitsFor { get; set; }

    /// <summary>Who is woken when this actor has said or released something.</summary>
    /// <param name="atEveryStep">Those that step with it.</param>
    /// <param name="atTrialEnds">Those that speak once per trial.</param>
    public void Connect(IEnumerable<Actor> atEveryStep, IEnumerable<Actor> atTrialEnds)
    {
        StepNeighbours = [.. atEveryStep];
        TrialNeighbours = [.. atTrialEnds];
    }

    /// <summary>Visits its State, that of its population, its ring, its ports and its observer; when nobody is in a turn. An actor that is set back waits to be resumed.</summary>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Enter("population", Name, Part);
        VisitPlace(visitor);
        if (visitor.IsRestoring)
        {
            IsResumed = false;
            WaitsFor = null;
        }

        Ring.VisitState(visitor, Population.Range);
        Observer?.VisitState(visitor);
        Population.VisitState(visitor, Part);
        foreach (var port in OwnPorts)
        {
            port.VisitState(visitor);
        }
    }

    /// <summary>Stands as if so many trials had been run; before the first one only.</summary>
    public abstract void SkipTo(long trials);

    /// <summary>What it waits for, for a watchdog; null when it waits for nothing.</summary>
    /// <param name="since">Says how long ago a sender last moved; null when nobody watches.</param>
    public string? DescribeWait(Func<string, TimeSpan>? since)
    {
        if (!IsResumed)
        {
            return null;
        }

        var (trial, step) = Place;
        if (WaitsFor is not { } port)
        {
            return $"population {Label} at step {step} of trial {trial} waits for a reader to release a slot";
        }

        var source = port.Projection.Source;
        var ago = since is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", the last {since(source).TotalSeconds:0.#} s ago");
        return $"population {Label} at step {step} of trial {trial} waits for '{source}' (projection '{port.Projection.Name}', delay {port.Projection.Delay}), which has said version {port.Ring.Watermark} of {Plan.FirstVersion(trial) + step}{ago}";
    }

    /// <summary>Visits where in its trials it stands.</summary>
    protected abstract void VisitPlace(StateVisitor visitor);

    /// <summary>Does what comes next, if it can.</summary>
    protected abstract bool TryTick();

    /// <summary>The trial that its clock is to measure next.</summary>
    protected abstract long NextTrial { get; }

    /// <summary>All trials that the gate let through are done: it waits to be resumed.</summary>
    protected void Finish(long trial)
    {
        IsResumed = false;
        Coordinator.Tell(new Finished(Name, trial));
    }

    protected override void Receive(ControlMessage message)
    {
        if (message is Resume)
        {
            IsResumed = true;
            Clock?.Begin(NextTrial);
        }
    }

    protected override bool Turn()
    {
        if (!IsResumed)
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
            IsResumed = false;
            var (trial, step) = Place;
            var failure = new PopulationFailure(Name, trial, step, cause) { Replica = _replicaInMessages };
            _poison.TrySpread(failure);
            Coordinator.Tell(new Failed(_poison.Failure!));
            return false;
        }
    }

    protected static void WakeAll(Actor[] actors)
    {
        foreach (var actor in actors)
        {
            actor.Wake();
        }
    }

    protected static void WakeNeighbours(Actor[] actors)
    {
        // The full fence between "what they wait for has changed" and "are they asleep?".
        Interlocked.MemoryBarrier();
        WakeAll(actors);
    }
}
