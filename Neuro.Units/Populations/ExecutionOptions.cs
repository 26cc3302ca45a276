namespace Neuro.Units.Populations;

/// <summary>How a network is computed, where more than one way leads to the same mathematics, and what its noise is keyed by.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Whether a current is kept while the rates and weights that it was computed from stay the same. Same bits either way. Default: on.</summary>
    public bool KeepCurrents { get; init; } = true;

    /// <summary>
    /// Whether linear plasticity on a clamped input is accumulated and consolidated when the trial closes, the current following by
    /// <c>b_k = b_0 + eta (X X^T) A_k</c>. The same in algebra, not in bits. Default: on.
    /// </summary>
    public bool DeferPlasticity { get; init; } = true;

    /// <summary>Whether zeros of clamped rates are skipped. Same bits either way. Default: on.</summary>
    public bool SkipZeros { get; init; } = true;

    /// <summary>
    /// How often in a row a current may follow the events of a population with a threshold before it is computed anew, at least 0; 0 for never. The same in algebra, not in bits.
    /// Default: 64.
    /// </summary>
    public int Refresh { get; init; } = 64;

    /// <summary>Seed of the noise of populations. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many examples there are whose states populations store, at least 0; 0 to store none. Default: 0.</summary>
    public int Examples { get; init; }

    /// <summary>Which replica of the network this is, 0 or more: replicas have noise of their own. Default: 0.</summary>
    public int Replica { get; init; }
}
