using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Dispatching;

/// <content>What an actor does in a trial: it opens it, takes its steps, and closes it.</content>
internal sealed partial class PopulationActor
{
    private bool TryOpenTrial()
    {
        // The slot first: whoever could not begin yet must not open the trial for all.
        var version = _plan.FirstVersion(_trial);
        _waitsFor = null;
        if (!_ring.IsFree(version) || (_overwrites && _hasBarrier && !_ring.IsPassed(version)))
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

        slot.Sequence = _sequence;
        Activity?.Open(_trial);
        Clock?.Enter(Spell.Computing);
        _population.Open(new TrialContext(_trial, _source.EpochOf(_trial), _lasting, _replica), slot);
        Clock?.Enter(Spell.Delivering);
        if (_hasBarrier)
        {
            foreach (var port in _ports)
            {
                port.Applied = version;
                port.Overtaken = 0;
            }
        }

        if (IsClamped)
        {
            _ring.Publish(version + _plan.Steps);
            _trial++;
        }
        else
        {
            Activity?.Copy(0, slot);
            _ring.Publish(version);
            _step = 1;
            if (!_hasBarrier)
            {
                // What is read first may be far ahead of what has been said by now.
                Release(Window);
            }
        }

        WakeNeighbours(_stepNeighbours);
        return true;
    }

    private bool TryStep()
    {
        var trial = Window;
        var version = trial.Start + _step;
        _waitsFor = _reader.Choose(version, trial);
        if (_waitsFor is not null || !_ring.IsFree(version))
        {
            return false;
        }

        if (version == Crashes.Next)
        {
            throw new InjectedFaultException();
        }

        Clock?.Enter(Spell.Delivering);
        foreach (var port in _ports)
        {
            _signals.Take(port, version, trial);
            port.Decisions?.Add(port.Chosen - port.Request(version, trial).InLockstep);
        }

        for (var i = 0; i < _read.Length; i++)
        {
            _read[i] = _reader.Of(i);
        }

        ref readonly var context = ref _plan.At(_step);
        var own = _ring.Read(version - 1);
        var next = _ring.Take(version, _trial);
        if (_dynamic!.TicksAt(_step))
        {
            CountReads(version, trial);
            Clock?.Enter(Spell.Computing);
            _population.Step(context, own, _read, next);
            Clock?.Enter(Spell.Delivering);
        }
        else
        {
            _population.Hold(own, next);
        }

        Sign(next);
        Activity?.Copy(_step, next);
        if (Observer is { } observer && context.EndsPhase)
        {
            observer.PhaseEnded(_trial, context, own, next);
        }

        _ring.Publish(version);
        _step++;
        Release(trial);
        WakeNeighbours(_stepNeighbours);
        return true;
    }

    private bool TryCloseTrial()
    {
        var trial = Window;
        if (_hasBarrier)
        {
            foreach (var port in _ports)
            {
                if (port.TakesSignals && !_skipsUnread && port.Ring.Watermark < trial.End)
                {
                    _waitsFor = port;
                    return false;
                }
            }

            Clock?.Enter(Spell.Delivering);
            foreach (var port in _ports)
            {
                _signals.TakeRest(port, trial);
            }
        }

        Clock?.Enter(Spell.Computing);
        _population.Close();
        Clock?.Enter(Spell.Delivering);
        _trial++;
        _step = 0;
        foreach (var port in _ports)
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

        WakeNeighbours(_stepNeighbours);
        WakeAll(_trialNeighbours);
        Clock?.End(_trial);
        return true;
    }

    /// <summary>Numbers the signal of a message, and names the versions that it was computed with.</summary>
    private void Sign(Message said)
    {
        _sequence += said.HasSignal ? 1 : 0;
        said.Sequence = _sequence;
        for (var i = 0; i < _ports.Length; i++)
        {
            said.VersionsRead[i] = _ports[i].Message.Version;
        }
    }

    private void CountReads(long version, in TrialWindow trial)
    {
        foreach (var port in _ports)
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
        foreach (var port in _ports)
        {
            if (_overwrites && !port.IsClamped)
            {
                // The mark is a pin, and stays until the next choice.
                continue;
            }

            var needs = _schedule.OldestNeeded(port.Request(next, trial));
            if (port.TakesSignals && !_skipsUnread)
            {
                // The next signal to come may pair with what its sender could still read here when it spoke.
                var signal = port.Applied + 1;
                needs = Math.Min(needs, signal);
                own = Math.Min(own, _schedule.OldestNeeded(port.PartnerRequest(signal, trial)));
            }

            port.Mark.Needs = needs;
        }

        _ownMark.Needs = own;
    }
}
