using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Weight (i, i) starts at 1, every other at 0.</summary>
/// <remarks>A projection between populations of different sizes has ones on its main diagonal, as far as it reaches.</remarks>
public sealed record Identity : Initialiser
{
    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key)
    {
        weights.Clear();
        for (int i = 0; i < Math.Min(post, pre); i++)
        {
            weights[(i * pre) + i] = 1;
        }
    }
}
