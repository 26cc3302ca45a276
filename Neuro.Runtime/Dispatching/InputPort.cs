using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Dispatching;

/// <summary>One input of a population actor: where it reads, how far it has read.</summary>
internal sealed class InputPort
{
    public required ProjectionSpec Projection { get; init; }

    /// <summary>Its index in the network's description.</summary>
    public required int Index { get; init; }

    /// <summary>Takes in what is chosen; null when nothing is recorded.</summary>
    public required DecisionStream? Decisions { get; init; }

    /// <summary>Whether its sender speaks once per trial.</summary>
    public required bool IsClamped { get; init; }

    public required Ring Ring { get; init; }

    public required ReadMark Mark { get; init; }

    /// <summary>Which of the sender's inputs the pairing version of a signal stands at; -1 when no signals are applied here.</summary>
    public required int PartnerInput { get; init; }

    /// <summary>The partner projection, whose reads bound how far back own rates may be paired; null when no signals are applied here.</summary>
    public required ProjectionSpec? Partner { get; init; }

    /// <summary>Its index in the network's description; -1 for none.</summary>
    public required int PartnerIndex { get; init; }

    public bool TakesSignals => PartnerInput >= 0;

    /// <summary>The version chosen for the step in hand.</summary>
    public long Chosen { get; set; }

    /// <summary>All signals up to this version have been applied, or are lost.</summary>
    public long Applied { get; set; }

    /// <summary>Which of the signals after <see cref="Applied"/> have overtaken older ones: bit 0 is the next.</summary>
    public ulong Overtaken { get; set; }

    /// <summary>How old reads were, over the whole run: by steps, the last entry for all that were older.</summary>
    public long[] Staleness { get; } = new long[ReadStatistics.Ages];

    /// <summary>Signals that never arrived.</summary>
    public long Lost { get; set; }

    /// <summary>Signals that arrived twice.</summary>
    public long Duplicates { get; set; }

    public ReadRequest Request(long version, long start) => new(Index, version, start, Projection.Delay);

    /// <summary>The read at which the sender took what a signal of this version pairs with.</summary>
    public ReadRequest PartnerRequest(long version, long start) => new(PartnerIndex, version, start, Partner!.Delay);

    /// <summary>Reads that lockstep would have done differently.</summary>
    public long Different { get; private set; }

    /// <summary>Visits how far it has read, and what was counted.</summary>
    public void VisitState(StateVisitor visitor)
    {
        var (applied, overtaken, different, lost, duplicates) = (Applied, unchecked((long)Overtaken), Different, Lost, Duplicates);
        visitor.Enter("input", Projection.Name);
        visitor.Number("applied", ref applied);
        visitor.Number("overtaken", ref overtaken);
        visitor.Number("different", ref different);
        visitor.Number("lost", ref lost);
        visitor.Number("duplicates", ref duplicates);
        (Applied, Overtaken, Different, Lost, Duplicates) = (applied, unchecked((ulong)overtaken), different, lost, duplicates);
        visitor.Numbers("staleness", Staleness);
        Decisions?.VisitState(visitor);
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
}
