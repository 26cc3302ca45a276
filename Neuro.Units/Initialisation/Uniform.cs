using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Uniform in [Low, High).</summary>
/// <param name="Low">Lower bound, finite.</param>
/// <param name="High">Upper bound, finite and not below the lower one.</param>
public sealed record Uniform(double Low, double High) : Initialiser
{
    /// <summary>Upper bound.</summary>
    public double High { get; } = double.IsFinite(Low) && double.IsFinite(High) && Low <= High
        ? High
        : throw new ArgumentOutOfRangeException(nameof(High), High, $"expected finite bounds, the upper not below {Low}");

    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key) =>
        Each(weights, pre, key, (k, i, j) => Low + ((High - Low) * k.Uniform(i, j)));
}
