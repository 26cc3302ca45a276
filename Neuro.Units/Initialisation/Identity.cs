using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Ones on the main diagonal, zeros elsewhere; need not be square.</summary>
public sealed record Identity : Initialiser
{
    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key)
    {
        weights.Clear();
        for (var i = 0; i < Math.Min(post, pre); i++)
        {
            weights[(i * pre) + i] = 1f;
        }
    }
}
