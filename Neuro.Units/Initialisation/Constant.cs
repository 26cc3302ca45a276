using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>All weights equal.</summary>
/// <param name="Value">The weight, finite.</param>
public sealed record Constant(double Value) : Initialiser
{
    /// <summary>The weight.</summary>
    public double Value { get; } = double.IsFinite(Value) ? Value : throw new ArgumentOutOfRangeException(nameof(Value), Value, "expected a finite weight");

    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key) => weights.Fill((float)Value);
}
