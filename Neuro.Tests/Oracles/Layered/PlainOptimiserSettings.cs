namespace Neuro.Tests.Oracles.Layered;

/// <summary>How a gradient becomes a change of weights.</summary>
internal sealed record PlainOptimiserSettings
{
    public PlainOptimiserKind Kind { get; init; }

    /// <summary>Whether a batch's gradient is the sum over its samples; else their mean.</summary>
    public bool Sum { get; init; }

    public double Rate { get; init; }

    /// <summary>mu, b1 of Adam.</summary>
    public double Momentum { get; init; }

    /// <summary>r, b2 of Adam.</summary>
    public double SquareDecay { get; init; }

    public double Epsilon { get; init; }

    public bool Centred { get; init; }

    public bool BiasCorrection { get; init; }

    public double WeightDecay { get; init; }

    public double Orthogonality { get; init; }
}
