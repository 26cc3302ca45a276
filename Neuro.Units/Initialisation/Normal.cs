using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Normal with mean 0.</summary>
/// <param name="StandardDeviation">At least 0, finite.</param>
public sealed record Normal(double StandardDeviation) : Initialiser
{
    /// <summary>Standard deviation.</summary>
    public double StandardDeviation { get; } = StandardDeviation >= 0 && double.IsFinite(StandardDeviation)
        ? StandardDeviation
        : throw new ArgumentOutOfRangeException(nameof(StandardDeviation), StandardDeviation, "expected a finite standard deviation of at least 0");

    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key) =>
        Each(weights, pre, key, (k, i, j) => StandardDeviation * k.Normal(i, j));
}
