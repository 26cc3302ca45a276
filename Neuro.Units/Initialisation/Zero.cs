using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>All weights start at 0.</summary>
public sealed record Zero : Initialiser
{
    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key) => weights.Clear();
}
