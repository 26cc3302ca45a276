namespace Neuro.Units.Populations;

/// <summary>What a population has said in one phase, over a whole run.</summary>
internal struct SaidCounts
{
    /// <summary>Messages in which at least one level was said.</summary>
    public long Messages;

    /// <summary>Levels said: one for each unit and sample that said its own.</summary>
    public long Events;

    /// <summary>Levels that would have been said without a threshold.</summary>
    public long Dense;

    /// <summary>Bytes of one level (a rate, or a state) for each event.</summary>
    public long Bytes;

    /// <summary>Plasticity signals said, as values.</summary>
    public long Signals;

    /// <summary>Messages with signals alone.</summary>
    public long SignalMessages;

    /// <summary>Adds the counts of another shard.</summary>
    public void Add(SaidCounts other)
    {
        Messages += other.Messages;
        Events += other.Events;
        Dense += other.Dense;
        Bytes += other.Bytes;
        Signals += other.Signals;
        SignalMessages += other.SignalMessages;
    }
}
