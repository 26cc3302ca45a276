using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Dispatching;

/// <summary>The actor of a layer: it acts a few times in a trial, each time as soon as what that act reads is there, and may have several trials in flight.</summary>
/// <remarks>
/// The order of its acts is fixed: it responds in trial r, then does what else there is to do in trial r - w + 1, where w is the number of trials in flight, or 1 for a layer whose
/// learning waits for no layer above. So results do not depend on who is faster, and with w trials in flight every update but the first few is w - 1 updates stale. A
/// trial in flight is a message that is held: readers release it when they have closed the trial.
/// </remarks>
internal sealed class LayerActor : PopulationActor
{
    /// <summary>Acts in one turn at most.</summary>
    private const int Quantum = 8;

    /// <summary>Acts that begin a trial, before which others may have to be ended: the response.</summary>
    private const int Responses = 1;

    // Constants
    private readonly LayerPopulation _layer;
    private readonly ActSpec[] _acts;
    private readonly int[] _phases;
    private readonly ActProgress _progress;
    private readonly int _learns;
    private readonly int _inFlight;

    // State
    private long _opened;
    private long _closed;

    // Where it stands between barriers: the act to come, and whether no trial may begin any more.
    private int _act;
    private bool _drains;

    // Scratch
    private readonly Message?[] _read;
    private readonly long[][] _decisions;

    /// <summary>Makes the actor of a layer.</summary>
    public LayerActor(LayerPopulation layer, string label, SimulationContext context, NetworkSpec spec, Ring ring, InputPort[] ports)
        : base(layer, label, context, ring, ports, Quantum)
    {
        var described = (LayerSpec)layer.Spec;
        _layer = layer;
        _acts = [.. described.Acts];
        _phases = [.. _acts.Select(act => spec.Phases.ToList().FindIndex(phase => phase.Name == act.Phase))];
        _progress = ring.Acts!;
        _learns = Array.FindIndex(_acts, act => act.Kind == ActKind.Learn);
        _inFlight = LayerLocks.Of(spec).First(locks => locks.Layer == layer.Spec.Name).IsUpdateLocked ? context.Pipeline : 1;
        _read = new Message?[layer.InputCount];
        Updates = _learns < 0 || !context.Lasting ? [] : new long[_inFlight];
        _decisions = [.. ports.Select(port => port.Decisions is null ? [] : new long[Plan.Steps * _inFlight])];
    }

    /// <summary>Updates by how many changes of the weights there had been since the response.</summary>
    public long[] Updates { get; }

    /// <inheritdoc/>
    public override long Progress => _progress.Total;

    /// <inheritdoc/>
    public override long StepsDone => _progress.Total;

    /// <inheritdoc/>
    public override (long Trial, int Step) Place => (InHand, _acts[Math.Min(_act, _acts.Length - 1)].Step);

    /// <inheritdoc/>
    protected override long NextTrial => _opened;

    private bool Responds => _act < Responses;

    /// <summary>The trial of the act to come: the newest while it responds, the oldest in flight while it learns.</summary>
    private long InHand => Responds ? _opened : _closed;

    /// <inheritdoc/>
    public override void SkipTo(long trials)
    {
        (_opened, _closed) = (trials, trials);
        _progress.SkipTo(trials);
        Ring.SkipTo(Plan.FirstVersion(trials) - 1);
    }

    /// <inheritdoc/>
    protected override void VisitPlace(StateVisitor visitor)
    {
        visitor.Number("trials", ref _closed);
        visitor.Counts("updates", Updates);
        _progress.VisitState(visitor);
        if (visitor.IsRestoring)
        {
            (_opened, _act, _drains) = (_closed, 0, false);
        }
    }

    /// <inheritdoc/>
    protected override bool TryTick()
    {
        WaitsFor = null;
        if (Responds && !_drains && !TryBegin())
        {
            return false;
        }

        if (_drains && _opened == _closed)
        {
            (_act, _drains) = (0, false);
            Finish(_closed);
            return false;
        }

        return TryAct();
    }

    /// <summary>Whether the trial to come may begin, or the last ones in flight are to be ended.</summary>
    private bool TryBegin()
    {
        if (!Ring.IsFree(Plan.FirstVersion(_opened)))
        {
            return false;
        }

        if (!Gate.TryOpen(_opened))
        {
            _drains = true;
            _act = Responses;
        }

        return true;
    }

    private bool TryAct()
    {
        var trial = InHand;
        var act = _acts[_act];
        var start = Plan.FirstVersion(trial);
        var window = new TrialWindow(start, start + Plan.Steps);
        if (!TryRead(start + act.Step, window))
        {
            return false;
        }

        if (Crashes.Next <= start + act.Step)
        {
            throw new InjectedFaultException();
        }

        CountReads(start + act.Step, window);
        var own = Responds ? Ring.Take(start, trial) : Ring.Read(start);
        Clock?.Enter(Spell.Computing);
        _layer.Act(act, _phases[_act], new TrialContext(trial, Source.EpochOf(trial), IsLasting, Replica), _read, own);
        Clock?.Enter(Spell.Delivering);
        if (_act == _learns && Updates.Length > 0)
        {
            Updates[_opened - 1 - trial]++;
        }

        if (Activity is { } activity)
        {
            activity.Open(trial);
            activity.Copy(act.Step, own, learned: act.Kind == ActKind.Learn);
        }

        if (Observer is { } observer && Plan.At(act.Step) is { EndsPhase: true } context)
        {
            observer.PhaseEnded(trial, context, own, own);
        }

        _progress.Publish(_act, trial);
        GoOn();
        WakeNeighbours(StepNeighbours);
        return true;
    }

    /// <summary>What comes after an act.</summary>
    private void GoOn()
    {
        var responded = Responds;
        _act++;
        if (responded)
        {
            _opened++;
            if (_opened - _closed < _inFlight && _acts.Length > Responses)
            {
                _act = 0;
            }
        }

        if (_act == _acts.Length)
        {
            Close();
        }
    }

    private void Close()
    {
        for (var port = 0; port < OwnPorts.Length; port++)
        {
            if (OwnPorts[port].Decisions is { } stream)
            {
                // One decision for every step of the trial, as others have: at most steps nothing was to be chosen.
                foreach (ref var decision in DecisionsOf(port, _closed))
                {
                    stream.Add(decision);
                    decision = 0;
                }
            }
        }

        _closed++;
        _act = _drains ? Responses : 0;
        var next = Plan.FirstVersion(_closed);
        Ring.Publish(next - 1);
        foreach (var port in OwnPorts)
        {
            port.Mark.Needs = next;
        }

        WakeNeighbours(TrialNeighbours);
        WakeAll(StepNeighbours);
        Clock?.End(_closed);
    }

    /// <summary>Reads what the act to come needs: what has arrived by its step, or silence.</summary>
    /// <returns>False while it has to wait for a sender.</returns>
    private bool TryRead(long version, in TrialWindow trial)
    {
        Array.Clear(_read);
        for (var port = 0; port < OwnPorts.Length; port++)
        {
            if (OwnPorts[port].IsRead[_act] && !TryRead(port, version, trial))
            {
                WaitsFor = OwnPorts[port];
                return false;
            }
        }

        return true;
    }

    /// <summary>Counts what was read, once all that the act reads is there.</summary>
    private void CountReads(long version, in TrialWindow trial)
    {
        foreach (var port in OwnPorts)
        {
            if (port.IsRead[_act] && !port.IsClamped)
            {
                port.Count(port.Request(version, trial));
                port.Lost += _read[port.Input] is null ? 1 : 0;
            }
        }
    }

    private Span<long> DecisionsOf(int port, long trial) => _decisions[port].AsSpan((int)(trial % _inFlight) * Plan.Steps, Plan.Steps);

    private bool TryRead(int number, long version, in TrialWindow trial)
    {
        var port = OwnPorts[number];
        if (port.IsClamped)
        {
            if (port.Ring.Watermark < trial.End)
            {
                return false;
            }

            _read[port.Input] = port.Ring.Read(trial.Start);
            return true;
        }

        // A sender that has done the act has said all that is ever read here in this trial; else all before that act is said.
        var awaited = port.Awaited[_act];
        var said = trial.Start + port.Ring.Acts!.StepOf(awaited);
        var isSaid = port.Ring.Acts.Done(awaited) > InHand;
        var request = port.Request(version, trial);
        if (!Schedule.TryChoose(request, isSaid ? trial.End : said - 1, out var chosen))
        {
            return false;
        }

        port.Chosen = chosen;
        if (port.Decisions is not null)
        {
            DecisionsOf(number, InHand)[(int)(version - trial.Start) - 1] = chosen - request.InLockstep;
        }

        var arrives = isSaid && said <= Math.Max(chosen, request.InLockstep) && Schedule.FateOf(request, chosen, said) == SignalFate.Arrived;
        _read[port.Input] = arrives ? port.Ring.Read(trial.Start) : null;
        return true;
    }
}
