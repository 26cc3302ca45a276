using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Dispatching;

/// <summary>The actor of a population that says something at every step of a trial, or, clamped, once: it opens a trial, takes its steps, and closes it.</summary>
internal sealed class SteppingActor : PopulationActor
{
    /// <summary>Steps in one turn at most, so that nobody runs away alone.</summary>
    private const int Quantum = 64;

    // Constants

    // What the schedule is like, asked once: the step path is short at a batch of one.
    private readonly bool _hasBarrier;
    private readonly bool _overwrites;
    private readonly bool _skipsUnread;
    private readonly ReadMark _ownMark;
    private readonly PortReader _reader;
    private readonly SignalInbox _signals;
    private readonly DynamicSpec? _dynamic;

    // State
    private long _trial;
    private int _step;
    private long _sequence;

    // Scratch
    private readonly Message[] _read;
    private readonly int[] _examples;

    /// <summary>Makes the actor of a population, or of one shard of it.</summary>
    /// <param name="population">The physics.</param>
    /// <param name="shard">How it is called in messages.</param>
    /// <param name="context">What all actors share.</param>
    /// <param name="ring">Where it says what it says.</param>
    /// <param name="ownMark">How far back it needs its own past.</param>
    /// <param name="ports">Where it reads, in the order of its inputs and of the shards of their sources.</param>
    /// <remarks>Where nobody waits, only the length of a turn keeps the actors of one worker abreast.</remarks>
    public SteppingActor(Population population, string shard, SimulationContext context, Ring ring, ReadMark ownMark, InputPort[] ports)
        : base(population, shard, context, ring, ports, quantum: context.Schedule.Overwrites ? 1 : Quantum)
    {
        _dynamic = population.Spec as DynamicSpec;
        _hasBarrier = context.Schedule.HasTrialBarrier;
        _overwrites = context.Schedule.Overwrites;
        _skipsUnread = context.Schedule.SkipsUnread;
        _ownMark = ownMark;
        _read = new Message[population is DynamicPopulation dynamic ? dynamic.InputCount : 0];
        _examples = new int[population.WantsExamples ? population.Batch : 0];
        _reader = new PortReader(context.Schedule, ports, _read.Length, population as DynamicPopulation);
        _signals = new SignalInbox(context.Schedule, population, ring);
    }

    /// <inheritdoc/>
    public override long Progress => Said;

    /// <inheritdoc/>
    public override long StepsDone => (_trial * Plan.Steps) + Math.Max(0, _step - 1);

    /// <inheritdoc/>
    public override (long Trial, int Step) Place => (_trial, _step);

    /// <inheritdoc/>
    protected override long NextTrial => _trial;

    private TrialWindow Window
    {
        get
        {
            var start = Plan.FirstVersion(_trial);
            return new TrialWindow(start, start + Plan.Steps);
        }
    }

    /// <inheritdoc/>
    public override void SkipTo(long trials)
    {
        _trial = trials;
        Ring.SkipTo(Plan.FirstVersion(trials) - 1);
    }

    /// <inheritdoc/>
    protected override void VisitPlace(StateVisitor visitor)
    {
        visitor.Number("trials", ref _trial);
        visitor.Number("step", ref _step);
        visitor.Number("signals", ref _sequence);
    }

    /// <inheritdoc/>
    protected override bool TryTick()
    {
        if (_step == 0)
        {
            return TryOpenTrial();
        }

        return _step <= Plan.Steps ? TryStep() : TryCloseTrial();
    }

    private bool TryOpenTrial()
    {
        // The slot first: whoever could not begin yet must not open the trial for all.
        var version = Plan.FirstVersion(_trial);
        WaitsFor = null;
        if (!Ring.IsFree(version) || (_overwrites && _hasBarrier && !Ring.IsPassed(version)))
        {
            return false;
        }

        if (!Gate.TryOpen(_trial))
        {
            Finish(_trial);
            return false;
        }

        Clock?.Enter(Spell.Delivering);
        var slot = Ring.Take(version, _trial);
        if (Population is ClampedPopulation clamped)
        {
            Source.Fill(_trial, ((ClampedSpec)clamped.Spec).Content, slot.Rate);
        }

        slot.Sequence = _sequence;
        Activity?.Open(_trial);
        Clock?.Enter(Spell.Computing);
        if (_examples.Length > 0)
        {
            Source.FillExamples(_trial, _examples);
        }

        Population.Open(new TrialContext(_trial, Source.EpochOf(_trial), IsLasting, Replica) { Examples = _examples }, slot);
        Clock?.Enter(Spell.Delivering);
        if (_hasBarrier)
        {
            foreach (var port in OwnPorts)
            {
                port.Applied = version;
                port.Overtaken = 0;
            }
        }

        if (IsClamped)
        {
            Ring.Publish(version + Plan.Steps);
            _trial++;
        }
        else
        {
            Activity?.Copy(0, slot);
            Ring.Publish(version);
            _step = 1;
            if (!_hasBarrier)
            {
                // What is read first may be far ahead of what has been said by now.
                Release(Window);
            }
        }

        WakeNeighbours(StepNeighbours);
        return true;
    }

    private bool TryStep()
    {
        var trial = Window;
        var version = trial.Start + _step;
        WaitsFor = _reader.Choose(version, trial);
        if (WaitsFor is not null || !Ring.IsFree(version))
        {
            return false;
        }

        if (version == Crashes.Next)
        {
            throw new InjectedFaultException();
        }

        Clock?.Enter(Spell.Delivering);
        foreach (var port in OwnPorts)
        {
            _signals.Take(port, version, trial);
            port.Decisions?.Add(port.Chosen - port.Request(version, trial).InLockstep);
        }

        for (var i = 0; i < _read.Length; i++)
        {
            _read[i] = _reader.Of(i);
        }

        ref readonly var context = ref Plan.At(_step);
        var own = Ring.Read(version - 1);
        var next = Ring.Take(version, _trial);
        if (_dynamic!.ActsAt(_step, context.Phase, context.Offset))
        {
            CountReads(version, trial);
            Clock?.Enter(Spell.Computing);
            Population.Step(context, own, _read, next);
            Clock?.Enter(Spell.Delivering);
        }
        else
        {
            Population.Hold(own, next, context);
        }

        Sign(next);
        Activity?.Copy(_step, next);
        if (Observer is { } observer && context.EndsPhase)
        {
            observer.PhaseEnded(_trial, context, own, next);
        }

        Ring.Publish(version);
        _step++;
        Release(trial);
        WakeNeighbours(StepNeighbours);
        return true;
    }

    private bool TryCloseTrial()
    {
        var trial = Window;
        if (_hasBarrier)
        {
            foreach (var port in OwnPorts)
            {
                if (port.TakesSignals && !_skipsUnread && port.Ring.Watermark < trial.End)
                {
                    WaitsFor = port;
                    return false;
                }
            }

            Clock?.Enter(Spell.Delivering);
            foreach (var port in OwnPorts)
            {
                _signals.TakeRest(port, trial);
            }
        }

        Clock?.Enter(Spell.Computing);
        Population.Close();
        Clock?.Enter(Spell.Delivering);
        _trial++;
        _step = 0;
        foreach (var port in OwnPorts)
        {
            if (port.StaysInTrial)
            {
                port.Mark.Needs = trial.End + 1;
            }
        }

        if (_hasBarrier)
        {
            _ownMark.Needs = trial.End + 1;
        }

        WakeNeighbours(StepNeighbours);
        WakeAll(TrialNeighbours);
        Clock?.End(_trial);
        return true;
    }

    /// <summary>Numbers the signal of a message, and names the versions that it was computed with.</summary>
    private void Sign(Message said)
    {
        _sequence += said.HasSignal ? 1 : 0;
        said.Sequence = _sequence;
        for (var i = 0; i < OwnPorts.Length; i++)
        {
            said.VersionsRead[i] = OwnPorts[i].Message.Version;
        }
    }

    private void CountReads(long version, in TrialWindow trial)
    {
        foreach (var port in OwnPorts)
        {
            if (!port.IsClamped)
            {
                port.Count(port.Request(version, trial));
            }
        }
    }

    /// <summary>Tells the senders what this actor, and the own history, needs no more after a step.</summary>
    private void Release(in TrialWindow trial)
    {
        // Behind the last step of a trial comes the initial version of the next, at which nothing is read.
        var said = trial.Start + _step - 1;
        var next = said == trial.End && !_hasBarrier ? said + 2 : said + 1;
        var own = said;
        foreach (var port in OwnPorts)
        {
            if (_overwrites && !port.IsClamped)
            {
                // The mark is a pin, and stays until the next choice.
                continue;
            }

            var needs = Schedule.OldestNeeded(port.Request(next, trial));
            if (port.TakesSignals && !_skipsUnread)
            {
                // The next signal to come may pair with what its sender could still read here when it spoke.
                var signal = port.Applied + 1;
                needs = Math.Min(needs, signal);
                own = Math.Min(own, Schedule.OldestNeeded(port.PartnerRequest(signal, trial)));
            }

            port.Mark.Needs = needs;
        }

        _ownMark.Needs = own;
    }
}
