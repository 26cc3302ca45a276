using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Runtime.Time;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Dispatching;

/// <summary>A population as an actor: it fires its next step as soon as what it must read is there.</summary>
internal sealed class PopulationActor : Actor
{
    /// <summary>The step of the closing half-step: whatever is on its way has arrived by then.</summary>
    private const long BeyondArrivals = long.MaxValue / 2;

    /// <summary>Steps in one turn at most, so that nobody runs away alone.</summary>
    private const int Quantum = 64;

    private readonly Population _population;
    private readonly TrialPlan _plan;
    private readonly IReadSchedule _schedule;
    private readonly TrialGate _gate;
    private readonly ITrialSource _source;
    private readonly Poison _poison;
    private readonly Coordinator _coordinator;
    private readonly bool _lasting;
    private readonly Ring _ring;
    private readonly ReadMark _ownMark;
    private readonly InputPort[] _inputs;
    private readonly DynamicSpec? _dynamic;
    private readonly Message[] _read;
    private Actor[] _stepNeighbours = [];
    private Actor[] _trialNeighbours = [];

    private bool _resumed;
    private long _trial;
    private int _step;
    private InputPort? _waitsFor;

    public PopulationActor(Population population, SimulationContext context, Ring ring, ReadMark ownMark, InputPort[] inputs)
    {
        _population = population;
        _dynamic = population.Spec as DynamicSpec;
        _plan = context.Plan;
        _schedule = context.Schedule;
        _gate = context.Gate;
        _source = context.Source;
        _poison = context.Poison;
        _coordinator = context.Coordinator;
        _lasting = context.Lasting;
        _ring = ring;
        _ownMark = ownMark;
        _inputs = inputs;
        _read = new Message[inputs.Length];
    }

    public string Name => _population.Spec.Name;

    public bool IsClamped => _population is ClampedPopulation;

    /// <summary>Observes the ends of phases; set before the start.</summary>
    public IPhaseObserver? Observer { get; set; }

    /// <summary>Copies what is recorded of it; null when nothing is. Set before the start.</summary>
    public ActivityProbe? Activity { get; init; }

    /// <summary>Measures its time; null when that is not measured. Set before the start.</summary>
    public ActorClock? Clock { get; init; }

    /// <summary>What it said last; at a barrier only.</summary>
    public Message Newest => _ring.Watermark >= 0
        ? _ring.Read(_ring.Watermark)
        : throw new InvalidOperationException($"population '{Name}' has said nothing yet, expected a run before");

    /// <summary>Steps done so far, over all trials; exact at a barrier.</summary>
    public long StepsDone => (_trial * _plan.Steps) + Math.Max(0, _step - 1);

    /// <summary>Who is woken when this actor has said or released something.</summary>
    /// <param name="atEveryStep">Those that step with it.</param>
    /// <param name="atTrialEnds">Those that speak once per trial.</param>
    public void Connect(IEnumerable<Actor> atEveryStep, IEnumerable<Actor> atTrialEnds)
    {
        _stepNeighbours = [.. atEveryStep];
        _trialNeighbours = [.. atTrialEnds];
    }

    /// <summary>How it read its inputs from populations with a state; exact at a barrier.</summary>
    public IEnumerable<ReadStatistics> Reads() =>
        from input in _inputs
        where !input.IsClamped
        select new ReadStatistics(input.Projection.Name, input.Projection.Delay, [.. input.Staleness], input.Different, input.Lost);

    /// <summary>What it waits for, for a watchdog; null when it waits for nothing.</summary>
    public string? DescribeWait()
    {
        if (!_resumed)
        {
            return null;
        }

        var version = _plan.FirstVersion(_trial) + _step;
        return _waitsFor is { } input
            ? $"population '{Name}' at step {_step} of trial {_trial} waits for '{input.Projection.Source}' (projection '{input.Projection.Name}', delay {input.Projection.Delay}), which has said version {input.Ring.Watermark} of {version}"
            : $"population '{Name}' at step {_step} of trial {_trial} waits for a reader to release a slot";
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
            for (var i = 0; i < Quantum; i++)
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
            var failure = new PopulationFailure(Name, _trial, _step, cause);
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

    private bool TryOpenTrial()
    {
        // The slot first: whoever could not begin yet must not open the trial for all.
        var version = _plan.FirstVersion(_trial);
        _waitsFor = null;
        if (!_ring.IsFree(version))
        {
            return false;
        }

        if (!_gate.TryOpen(_trial))
        {
            _resumed = false;
            _coordinator.Tell(new Finished(Name, _trial));
            return false;
        }

        Clock?.Enter(Spell.Delivering);
        var slot = _ring.Take(version, _trial);
        if (_population is ClampedPopulation clamped)
        {
            _source.Fill(_trial, ((ClampedSpec)clamped.Spec).Content, slot.Rate);
        }

        Clock?.Enter(Spell.Computing);
        _population.Open(new TrialContext(_trial, _source.EpochOf(_trial), _lasting), slot);
        Clock?.Enter(Spell.Delivering);
        foreach (var input in _inputs)
        {
            input.Applied = version;
            input.Overtaken = 0;
        }

        if (IsClamped)
        {
            _ring.Publish(version + _plan.Steps);
            _trial++;
        }
        else
        {
            Activity?.Copy(_trial, 0, slot);
            _ring.Publish(version);
            _step = 1;
        }

        WakeNeighbours(_stepNeighbours);
        return true;
    }

    private bool TryStep()
    {
        var start = _plan.FirstVersion(_trial);
        var version = start + _step;
        if (!TryChooseInputs(start, version))
        {
            return false;
        }

        _waitsFor = null;
        if (!_ring.IsFree(version))
        {
            return false;
        }

        Clock?.Enter(Spell.Delivering);
        for (var i = 0; i < _inputs.Length; i++)
        {
            var input = _inputs[i];
            var read = input.Request(version, start);
            ApplySignals(i, input, read, Math.Max(input.Chosen, read.InLockstep));
            input.Decisions?.Add((int)(input.Chosen - read.InLockstep));
            _read[i] = input.Ring.Read(input.Chosen);
        }

        ref readonly var context = ref _plan.At(_step);
        var own = _ring.Read(version - 1);
        var next = _ring.Take(version, _trial);
        if (_dynamic!.TicksAt(_step))
        {
            CountReads(version, start);
            Clock?.Enter(Spell.Computing);
            _population.Step(context, own, _read, next);
            Clock?.Enter(Spell.Delivering);
        }
        else
        {
            _population.Hold(own, next);
        }

        Activity?.Copy(_trial, _step, next);
        if (Observer is { } observer && context.EndsPhase)
        {
            observer.PhaseEnded(_trial, context, own, next);
        }

        _ring.Publish(version);
        _step++;
        Release(start, version + 1);
        WakeNeighbours(_stepNeighbours);
        return true;
    }

    private bool TryCloseTrial()
    {
        var start = _plan.FirstVersion(_trial);
        var last = start + _plan.Steps;
        foreach (var input in _inputs)
        {
            if (input.TakesSignals && input.Ring.Watermark < last)
            {
                _waitsFor = input;
                return false;
            }
        }

        Clock?.Enter(Spell.Delivering);
        for (var i = 0; i < _inputs.Length; i++)
        {
            _inputs[i].Chosen = last;
            ApplySignals(i, _inputs[i], _inputs[i].Request(BeyondArrivals, start), last);
        }

        Clock?.Enter(Spell.Computing);
        _population.Close();
        Clock?.Enter(Spell.Delivering);
        _trial++;
        _step = 0;
        var next = last + 1;
        foreach (var input in _inputs)
        {
            input.Mark.Needs = next;
        }

        _ownMark.Needs = next;
        WakeNeighbours(_stepNeighbours);
        WakeAll(_trialNeighbours);
        Clock?.End(_trial);
        return true;
    }

    private bool TryChooseInputs(long start, long version)
    {
        foreach (var input in _inputs)
        {
            if (!_schedule.TryChoose(input.Request(version, start), input.Ring.Watermark, out var chosen))
            {
                _waitsFor = input;
                return false;
            }

            input.Chosen = chosen;
        }

        return true;
    }

    /// <summary>Applies the signals that have arrived, each once, oldest first, with the own rates that their sender had used.</summary>
    /// <param name="newest">No younger signal can have arrived.</param>
    private void ApplySignals(int index, InputPort input, in ReadRequest read, long newest)
    {
        if (!input.TakesSignals)
        {
            return;
        }

        // Whoever arrives before an older one is remembered, so that neither is applied twice.
        var applied = input.Applied;
        var overtaken = input.Overtaken;
        for (var version = applied + 1; version <= newest; version = Math.Max(version, applied) + 1)
        {
            var bit = 1UL << (int)(version - applied - 1);
            if ((overtaken & bit) == 0 && Resolve(index, input, read, version))
            {
                overtaken |= bit;
            }

            for (; (overtaken & 1) != 0; overtaken >>= 1)
            {
                applied++;
            }
        }

        input.Applied = applied;
        input.Overtaken = overtaken;
    }

    private bool Resolve(int index, InputPort input, in ReadRequest read, long version)
    {
        var fate = _schedule.FateOf(read, input.Chosen, version);
        if (fate == SignalFate.Later)
        {
            return false;
        }

        var signal = input.Ring.Read(version);
        if (signal.HasSignal && fate == SignalFate.Arrived)
        {
            _population.Deliver(index, signal, _ring.Read(signal.VersionsRead[input.PartnerInput]));
        }
        else if (signal.HasSignal)
        {
            input.Lost++;
        }

        return true;
    }

    private void CountReads(long version, long start)
    {
        foreach (var input in _inputs)
        {
            if (!input.IsClamped)
            {
                input.Count(input.Request(version, start));
            }
        }
    }

    /// <summary>Tells the senders what this actor, and the own history, needs no more.</summary>
    private void Release(long start, long next)
    {
        var own = next - 1;
        foreach (var input in _inputs)
        {
            var needs = _schedule.OldestNeeded(input.Request(next, start));
            if (input.TakesSignals)
            {
                // The next signal to come may pair with what its sender could still read here when it spoke.
                var signal = input.Applied + 1;
                needs = Math.Min(needs, signal);
                own = Math.Min(own, _schedule.OldestNeeded(input.PartnerRequest(signal, start)));
            }

            input.Mark.Needs = needs;
        }

        _ownMark.Needs = own;
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
