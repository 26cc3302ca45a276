using Neuro.Units.Kernels;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Messages;

/// <summary>What a population says at one of its steps. A slot that its sender owns and reuses; readers only read.</summary>
/// <remarks>
/// Rates and states are levels: the newest stands for all before it. The signal is an event, applied at most once by each
/// reader. Safe to read while the reader holds the slot (see the ring of the runtime).
/// </remarks>
public sealed class Message
{
    private PanelMatrix _rate = null!;
    private PanelMatrix? _state;
    private LevelPool? _pool;

    /// <summary>The sender's own step, counted over the whole run.</summary>
    public long Version { get; internal set; }

    /// <summary>The newest version, up to this one, at which anything changed of the rates and states said: this message says what that one did.</summary>
    public long RateVersion
    {
        get => Events is { } events ? events.Version : field;
        internal set;
    }

    /// <summary>The trial that it belongs to, from 0.</summary>
    public long Trial { get; internal set; }

    /// <summary>Firing rates rho(s), <c>batch x units</c>.</summary>
    public required PanelMatrix Rate
    {
        get => _rate;
        init => _rate = value;
    }

    /// <summary>Potentials s (or g), <c>batch x units</c>; null from a clamped population.</summary>
    public PanelMatrix? State
    {
        get => _state;
        init => _state = value;
    }

    /// <summary>Plasticity signal e rho'(s) for the other end of two-sided synapses, <c>batch x units</c>; null when nobody wants it.</summary>
    public PanelMatrix? Signal { get; init; }

    /// <summary>What only layers say, by <see cref="Content"/>; null from other populations.</summary>
    internal PanelMatrix?[]? Layer { get; init; }

    /// <summary>Whether this message carries a signal.</summary>
    public bool HasSignal { get; internal set; }

    /// <summary>Sequence number of the newest signal that the sender has said: how many it has said up to this message, from 0.</summary>
    public long Sequence { get; internal set; }

    /// <summary>For each port of the sender (its inputs in their order, each by the shards of its source), the version that it was computed with; empty from a clamped population.</summary>
    public long[] VersionsRead { get; internal set; } = [];

    /// <summary>What changed of the rates; null where a population without a threshold says them whole.</summary>
    internal RateEvents? Events { get; init; }

    /// <summary>The non-zero rates of a clamped population; else null.</summary>
    internal SparseRates? Sparse { get; init; }

    /// <summary>Inner products of a clamped population's rate vectors, <c>batch x batch</c>; null when nobody wants them.</summary>
    internal PanelMatrix? Gram { get; init; }

    /// <summary>The memory of rates and states where a pool lends it; else null.</summary>
    internal LevelBlock? Block { get; private set; }

    /// <summary>One of the things that a message says, <c>batch x units</c>.</summary>
    /// <param name="content">Which.</param>
    /// <exception cref="InvalidOperationException">Its sender never says that.</exception>
    public PanelMatrix Of(Content content) => (content switch
    {
        Content.Rate => Rate,
        Content.Signal => Signal,
        _ => Layer?[(int)content],
    }) ?? throw new InvalidOperationException($"expected a sender that says {content}, found one that does not");

    /// <summary>Takes memory of a pool for rates and states.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="block">The memory.</param>
    internal void Borrow(LevelPool pool, LevelBlock block) => (_pool, Block, _rate, _state) = (pool, block, block.Rate, block.State);

    /// <summary>Makes rates and states safe to be written: no other message says the same memory. What they were is lost.</summary>
    internal void Claim() => _pool?.Claim(this);

    /// <summary>Says the rates and states of another message of the same population.</summary>
    /// <param name="other">The other message.</param>
    /// <param name="range">The panels that the sender owns.</param>
    internal void Repeat(Message other, PanelRange range)
    {
        if (_pool is not null)
        {
            _pool.Share(other, this);
            return;
        }

        State!.CopyFrom(other.State!, range);
        Rate.CopyFrom(other.Rate, range);
    }

    /// <summary>Visits what it says; what follows from clamped rates is asked for only while their trial is open.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="range">The panels that the sender owns.</param>
    internal void VisitState(StateVisitor visitor, PanelRange range)
    {
        var (version, trial, sequence) = (Version, Trial, Sequence);
        visitor.Number("version", ref version);
        visitor.Number("trial", ref trial);
        visitor.Number("sequence", ref sequence);
        (Version, Trial, Sequence) = (version, trial, sequence);
        if (visitor.IsRestoring)
        {
            Claim();
        }

        visitor.Matrix("rate", Rate, range);
        if (State is not null)
        {
            visitor.Matrix("state", State, range);
        }

        if (visitor.VisitsShards)
        {
            VisitEvents(visitor, range);
        }
    }

    /// <summary>Visits what is of no use to anybody who begins a trial: nobody reads it any more.</summary>
    private void VisitEvents(StateVisitor visitor, PanelRange range)
    {
        var hasSignal = HasSignal;
        visitor.Flag("has signal", ref hasSignal);
        HasSignal = hasSignal;
        var said = RateVersion;
        visitor.Number("rate version", ref said);
        RateVersion = said;
        visitor.Numbers("versions read", VersionsRead);
        foreach (var section in Events is { } events ? events.Sections : [])
        {
            section.VisitState(visitor);
        }

        if (Signal is not null)
        {
            visitor.Matrix("signal", Signal, range);
        }
    }
}
