using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Uniform in +-sqrt(6 / (post + pre)), after Glorot and Bengio (2010).</summary>
public sealed record GlorotUniform : Initialiser
{
    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key)
    {
        var bound = Math.Sqrt(6.0 / (post + pre));
        Each(weights, pre, key, (k, i, j) => bound * ((2 * k.Uniform(i, j)) - 1));
    }
}
