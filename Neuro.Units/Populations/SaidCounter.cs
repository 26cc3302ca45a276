using Neuro.Units.Messages;

namespace Neuro.Units.Populations;

/// <summary>Counts what a population says, by the phase of its own step.</summary>
/// <remarks>Counted are whole messages, all sections together, so that the counts are those of the population however it is divided.</remarks>
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
    public void Count(int phase, Message said)
    {
        ref var counts = ref _phases[phase];
        var events = said.Events?.Count ?? _whole;
        Add(ref counts, events);
        if (said.HasSignal)
        {
            counts.Signals += _whole;
            counts.SignalMessages += events == 0 ? 1 : 0;
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
