using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Weights start normal with mean 0, independent of each other.</summary>
public sealed record Normal : Initialiser
{
    /// <summary>Describes normal weights.</summary>
    /// <param name="std">Standard deviation, finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is not finite or not above 0.</exception>
    public Normal(double std) => Std = Parameter.Positive((float)std, nameof(std));

    /// <summary>The standard deviation of every weight.</summary>
    public float Std { get; }

    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key)
    {
        for (int i = 0; i < post; i++)
        {
            Span<float> row = weights.Slice(i * pre, pre);
            new RandomStream(key.ForUnit(i)).FillNormal(row, firstCursor: 0);
            foreach (ref float weight in row)
            {
                weight *= Std;
            }
        }
    }
}
