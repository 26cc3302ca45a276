using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Weights start uniform in [<see cref="Low"/>, <see cref="High"/>), independent of each other.</summary>
public sealed record Uniform : Initialiser
{
    /// <summary>Describes uniform weights.</summary>
    /// <param name="low">Lower bound, finite.</param>
    /// <param name="high">Upper bound, finite, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are not in order.</exception>
    public Uniform(double low, double high)
    {
        Low = Parameter.Finite((float)low, nameof(low));
        High = Parameter.Finite((float)high, nameof(high));
        if (High <= Low)
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"Expected an upper bound above the lower bound {low}.");
        }
    }

    /// <summary>The lower bound, included.</summary>
    public float Low { get; }

    /// <summary>The upper bound, excluded.</summary>
    public float High { get; }

    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key) =>
        WriteRows(weights, post, pre, Low, High, key);

    /// <summary>Draws every row from the stream of its unit.</summary>
    internal static void WriteRows(Span<float> weights, int post, int pre, float low, float high, RandomKey key)
    {
        for (int i = 0; i < post; i++)
        {
            new RandomStream(key.ForUnit(i)).FillUniform(weights.Slice(i * pre, pre), low, high, firstCursor: 0);
        }
    }
}
