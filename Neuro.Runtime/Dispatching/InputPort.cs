using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Messages;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Dispatching;

/// <summary>One port of a population actor, at which it reads one shard of one source: where it reads, how far it has read.</summary>
internal sealed class InputPort
{
    // Constants
    public required ProjectionSpec Projection { get; init; }

    /// <summary>Index of the projection in the network's description.</summary>
    public required int Index { get; init; }

    /// <summary>Its number among the ports of the simulation.</summary>
    public required int Number { get; init; }

    /// <summary>Which of the ports of its projection it is, from 0: by shards of the target, then of the source.</summary>
    public required int Part { get; init; }

    /// <summary>Which of the population's inputs it is a part of.</summary>
    public required int Input { get; init; }

    /// <summary>The panels that its sender owns.</summary>
    public required PanelRange Sender { get; init; }

    /// <summary>Takes in what is chosen; null when nothing is recorded.</summary>
    public required DecisionStream? Decisions { get; init; }

    /// <summary>Whether its sender speaks once per trial.</summary>
    public required bool IsClamped { get; init; }

    /// <summary>Whether reads stay within the reader's trial.</summary>
    public required bool StaysInTrial { get; init; }

    public required Ring Ring { get; init; }

    public required ReadMark Mark { get; init; }

    /// <summary>Which of the sender's ports the pairing version of a signal stands at; -1 when no signals are applied here.</summary>
    public required int PartnerPort { get; init; }

    /// <summary>The partner projection, whose reads bound how far back own rates may be paired; null when no signals are applied here.</summary>
    public required ProjectionSpec? Partner { get; init; }

    /// <summary>Its index in the network's description; -1 for none.</summary>
    public required int PartnerIndex { get; init; }

    public bool TakesSignals => PartnerPort >= 0;

    /// <summary>For each act of a layer that reads here, the act of the sender that says what is read: -1 where it does not read here, and for a clamped sender.</summary>
    public int[] Awaited { get; init; } = [];

    /// <summary>For each act of a layer, whether it reads here.</summary>
    public bool[] IsRead { get; init; } = [];

    // State
    /// <summary>The version chosen for the step in hand.</summary>
    public long Chosen { get; set; }

    /// <summary>All signals up to this version have been applied, or are lost.</summary>
    public long Applied { get; set; }

    /// <summary>Which of the signals after <see cref="Applied"/> have overtaken older ones: bit 0 is the next.</summary>
    public ulong Overtaken { get; set; }

    /// <summary>Sequence number of the newest signal seen; counts only where unread signals are gone.</summary>
    public long Sequence { get; set; }

    /// <summary>How old reads were, over the whole run: by steps, the last entry for all that were older.</summary>
    public long[] Staleness { get; } = new long[ReadStatistics.Ages];

    /// <summary>Signals that never arrived.</summary>
    public long Lost { get; set; }

    /// <summary>Signals that arrived twice.</summary>
    public long Duplicates { get; set; }

    /// <summary>Reads that lockstep would have done differently.</summary>
    public long Different { get; private set; }

    // Scratch
    /// <summary>The message read for the step in hand.</summary>
    public Message Message { get; set; } = null!;

    public ReadRequest Request(long version, in TrialWindow trial) => Request(Index, Number, version, trial, Projection.Delay);

    /// <summary>The read at which the sender took what a signal of this version pairs with.</summary>
    public ReadRequest PartnerRequest(long version, in TrialWindow trial) => Request(PartnerIndex, PartnerIndex, version, trial, Partner!.Delay);

    /// <summary>Visits how far it has read, and what was counted.</summary>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Enter("port", Projection.Name, Part);
        var (different, lost, duplicates) = (Different, Lost, Duplicates);
        visitor.Count("different", ref different);
        visitor.Count("lost", ref lost);
        visitor.Count("duplicates", ref duplicates);
        (Different, Lost, Duplicates) = (different, lost, duplicates);
        visitor.Counts("staleness", Staleness);
        if (visitor.VisitsShards)
        {
            // Who begins a trial together with all others has applied nothing of it.
            var (applied, overtaken, sequence) = (Applied, unchecked((long)Overtaken), Sequence);
            visitor.Number("applied", ref applied);
            visitor.Number("overtaken", ref overtaken);
            visitor.Number("sequence", ref sequence);
            (Applied, Overtaken, Sequence) = (applied, unchecked((ulong)overtaken), sequence);
        }

        if (visitor.VisitsRecords)
        {
            Decisions?.VisitState(visitor);
        }
    }

    /// <summary>Counts what was chosen for a read.</summary>
    public void Count(in ReadRequest read)
    {
        Staleness[Math.Clamp(read.Version - Chosen, 0, ReadStatistics.Ages - 1)]++;
        if (Chosen != read.InLockstep)
        {
            Different++;
        }
    }

    private ReadRequest Request(int projection, int port, long version, in TrialWindow trial, int delay) => StaysInTrial
        ? new ReadRequest(projection, version, trial.Start, delay) { Port = port, TrialEnd = trial.End }
        : new ReadRequest(projection, version, 0, delay) { Port = port };
}
