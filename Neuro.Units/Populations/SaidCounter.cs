using Neuro.Units.Snapshots;

namespace Neuro.Units.Populations;

/// <summary>Counts what a population, or one shard of it, says, by the phase of its own step.</summary>
/// <remarks>Each shard sends messages of its own. Events add up to those of the whole population, bytes only where messages are dense.</remarks>
/// <param name="phases">Phases of a trial.</param>
/// <param name="batch">Samples.</param>
/// <param name="units">Units.</param>
internal sealed class SaidCounter(int phases, int batch, int units)
{
    /// <summary>Bytes of one value.</summary>
    public const int ValueBytes = sizeof(float);

    /// <summary>Bytes of an event: the index of its unit and a value.</summary>
    public const int EventBytes = sizeof(ushort) + ValueBytes;

    private readonly SaidCounts[] _phases = new SaidCounts[phases];
    private readonly long _whole = (long)batch * units;

    /// <summary>The counts of each phase.</summary>
    public ReadOnlySpan<SaidCounts> Phases => _phases;

    /// <summary>Counts a message that says every level, such as the initial one of a trial.</summary>
    public void CountWhole(int phase) => Add(ref _phases[phase], _whole);

    /// <summary>Counts what a step has said.</summary>
    /// <param name="phase">Its phase.</param>
    /// <param name="changes">Levels that were said; null for all.</param>
    /// <param name="hasSignal">Whether a plasticity signal was said, too.</param>
    public void Count(int phase, long? changes, bool hasSignal)
    {
        ref var counts = ref _phases[phase];
        var events = changes ?? _whole;
        Add(ref counts, events);
        if (hasSignal)
        {
            counts.Signals += _whole;
            counts.SignalMessages += events == 0 ? 1 : 0;
        }
    }

    /// <summary>Visits the counts.</summary>
    public void VisitState(StateVisitor visitor)
    {
        foreach (ref var counts in _phases.AsSpan())
        {
            visitor.Count("messages", ref counts.Messages);
            visitor.Count("events", ref counts.Events);
            visitor.Count("dense", ref counts.Dense);
            visitor.Count("bytes", ref counts.Bytes);
            visitor.Count("signals", ref counts.Signals);
            visitor.Count("signal messages", ref counts.SignalMessages);
        }
    }

    private void Add(ref SaidCounts counts, long events)
    {
        counts.Messages += events > 0 ? 1 : 0;
        counts.Events += events;
        counts.Dense += _whole;
        counts.Bytes += Math.Min(ValueBytes * _whole, EventBytes * events);
    }
}
