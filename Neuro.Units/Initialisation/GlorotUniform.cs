using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Weights start uniform in [-a, a) with a = Scale sqrt(6 / (pre + post)), independent of each other.</summary>
/// <remarks>
/// Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 16. The sizes are
/// those given to <see cref="Initialiser.Fill"/>; a bias unit among the presynaptic units counts as one of them.
/// </remarks>
/// <param name="Scale">Factor on the bound, at least 0, finite; 1 is theirs.</param>
public sealed record GlorotUniform(double Scale = 1) : Initialiser
{
    /// <summary>Factor on the bound.</summary>
    public double Scale { get; } = Scale >= 0 && double.IsFinite(Scale)
        ? Scale
        : throw new ArgumentOutOfRangeException(nameof(Scale), Scale, "expected a finite factor of at least 0");

    /// <summary>The bound a for a projection of given sizes.</summary>
    /// <param name="post">Number of postsynaptic units, 1 or more.</param>
    /// <param name="pre">Number of presynaptic units, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public static float Bound(int post, int pre)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(post);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pre);
        return (float)Math.Sqrt(6.0 / ((double)post + pre));
    }

    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key)
    {
        float bound = (float)(Scale * Bound(post, pre));
        Uniform.WriteRows(weights, post, pre, -bound, bound, key);
    }
}
