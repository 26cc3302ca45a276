using Neuro.Units.Plasticity;

namespace Neuro.Units.Synapses;

/// <summary>The numbers of one change by an optimiser, the same for all weights of a projection.</summary>
internal readonly record struct OptimiserStep
{
    public required OptimiserKind Kind { get; init; }

    /// <summary>eta.</summary>
    public required float Rate { get; init; }

    /// <summary>mu.</summary>
    public required float Momentum { get; init; }

    /// <summary>1 - mu, rounded once: the difference of rounded numbers would be off by parts in a million and more.</summary>
    public required float MomentumShare { get; init; }

    /// <summary>r.</summary>
    public required float SquareDecay { get; init; }

    /// <summary>1 - r, rounded once.</summary>
    public required float SquareShare { get; init; }

    public required float Epsilon { get; init; }

    public required float WeightDecay { get; init; }

    /// <summary>1 / (1 - mu^t) of Adam, or 1.</summary>
    public required float FirstCorrection { get; init; }

    /// <summary>1 / (1 - r^t) of Adam, or 1.</summary>
    public required float SecondCorrection { get; init; }
}
