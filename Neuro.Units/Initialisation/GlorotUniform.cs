using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Uniform in +-Scale sqrt(6 / (post + pre)), after Glorot and Bengio (2010).</summary>
/// <param name="Scale">Factor on the bounds, at least 0, finite.</param>
public sealed record GlorotUniform(double Scale = 1) : Initialiser
{
    /// <summary>Factor on the bounds.</summary>
    public double Scale { get; } = Scale >= 0 && double.IsFinite(Scale)
        ? Scale
        : throw new ArgumentOutOfRangeException(nameof(Scale), Scale, "expected a finite factor of at least 0");

    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key)
    {
        var bound = Scale * Math.Sqrt(6.0 / (post + pre));
        Each(weights, pre, key, (k, i, j) => bound * ((2 * k.Uniform(i, j)) - 1));
    }
}
