using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>All weights start at one value.</summary>
public sealed record Constant : Initialiser
{
    /// <summary>Describes weights of one value.</summary>
    /// <param name="value">The value, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public Constant(double value) => Value = Parameter.Finite((float)value, nameof(value));

    /// <summary>The value of every weight.</summary>
    public float Value { get; }

    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key) => weights.Fill(Value);
}
