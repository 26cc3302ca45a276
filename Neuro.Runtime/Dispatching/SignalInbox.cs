using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Schedules;
using Neuro.Units.Populations;

namespace Neuro.Runtime.Dispatching;

/// <summary>Applies the plasticity signals that arrive at one actor: each at most once, with the own rates that its sender had used; lost ones are counted.</summary>
/// <remarks>One owner; not thread-safe.</remarks>
internal sealed class SignalInbox(IReadSchedule schedule, Population population, Ring own)
{
    /// <summary>The step of the closing half-step: whatever is on its way has arrived by then.</summary>
    private const long BeyondArrivals = long.MaxValue / 2;

    private readonly bool _skipsUnread = schedule.SkipsUnread;

    /// <summary>Applies what has arrived at a port by a step for which its version has been chosen.</summary>
    public void Take(InputPort port, long version, in TrialWindow trial)
    {
        if (!port.TakesSignals)
        {
            return;
        }

        if (_skipsUnread)
        {
            TakeRead(port, version);
            return;
        }

        var read = port.Request(version, trial);
        TakeArrived(port, read, Math.Max(port.Chosen, read.InLockstep));
    }

    /// <summary>Applies what is still on its way when a trial closes.</summary>
    /// <remarks>Where unread signals are gone there is nothing on its way.</remarks>
    public void TakeRest(InputPort port, in TrialWindow trial)
    {
        if (port.TakesSignals && !_skipsUnread)
        {
            port.Chosen = trial.End;
            TakeArrived(port, port.Request(BeyondArrivals, trial), trial.End);
        }
    }

    /// <summary>Only the message read carries a signal; all that were said since the one before it are gone.</summary>
    private void TakeRead(InputPort port, long version)
    {
        var signal = port.Message;
        var arrives = signal.HasSignal && port.Chosen != port.Applied;
        port.Applied = port.Chosen;
        port.Lost += signal.Sequence - port.Sequence - (arrives ? 1 : 0);
        port.Sequence = signal.Sequence;
        if (!arrives)
        {
            return;
        }

        var used = signal.VersionsRead[port.PartnerPort];
        if (used >= version - own.Capacity)
        {
            population.Deliver(port.Input, signal, port.Sender, own.Read(used));
        }
        else
        {
            port.Lost++;
        }
    }

    /// <summary>Oldest first.</summary>
    /// <param name="newest">No younger signal can have arrived.</param>
    private void TakeArrived(InputPort port, in ReadRequest read, long newest)
    {
        // Whoever arrives before an older one is remembered, so that neither is applied twice.
        var applied = port.Applied;
        var overtaken = port.Overtaken;
        for (var version = applied + 1; version <= newest; version = Math.Max(version, applied) + 1)
        {
            var bit = 1UL << (int)(version - applied - 1);
            if ((overtaken & bit) == 0 && Resolve(port, read, version))
            {
                overtaken |= bit;
            }

            for (; (overtaken & 1) != 0; overtaken >>= 1)
            {
                applied++;
            }
        }

        port.Applied = applied;
        port.Overtaken = overtaken;
    }

    private bool Resolve(InputPort port, in ReadRequest read, long version)
    {
        var fate = schedule.FateOf(read, port.Chosen, version);
        if (fate == SignalFate.Later)
        {
            return false;
        }

        var signal = port.Ring.Read(version);
        if (signal.HasSignal && fate == SignalFate.Arrived)
        {
            population.Deliver(port.Input, signal, port.Sender, own.Read(signal.VersionsRead[port.PartnerPort]));
            port.Duplicates += schedule.ArrivesTwice(port.Index, version) ? 1 : 0;
        }
        else if (signal.HasSignal)
        {
            port.Lost++;
        }

        return true;
    }
}
