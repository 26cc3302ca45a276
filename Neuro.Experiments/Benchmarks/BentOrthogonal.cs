using Neuro.Units.Initialisation;
using Neuro.Units.Randomness;

namespace Neuro.Experiments.Benchmarks;

/// <summary>A random orthogonal matrix plus a tenth of a Gaussian one: a pull towards orthogonality has something to do, and the inverse stays tame.</summary>
internal sealed record BentOrthogonal : Initialiser
{
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key)
    {
        var bend = new float[weights.Length];
        new Normal(0.1 / Math.Sqrt(pre)).Fill(bend, post, pre, key.ForStream("bend"));
        new Orthogonal().Fill(weights, post, pre, key);
        for (var i = 0; i < bend.Length; i++)
        {
            weights[i] += bend[i];
        }
    }
}
