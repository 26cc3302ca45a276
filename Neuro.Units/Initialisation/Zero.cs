using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>All weights 0.</summary>
public sealed record Zero : Initialiser
{
    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key) => weights.Clear();
}
