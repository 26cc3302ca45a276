using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Where the initial weights of a projection come from.</summary>
/// <remarks>Immutable. A weight depends on the key and its own indices only, never on the order of filling.</remarks>
public abstract record Initialiser
{
    /// <summary>Fills in weights.</summary>
    /// <param name="weights">Row-major, <c>post x pre</c>.</param>
    /// <param name="post">Postsynaptic units.</param>
    /// <param name="pre">Presynaptic units.</param>
    /// <param name="key">Who draws.</param>
    /// <exception cref="ArgumentException">The length is not post * pre.</exception>
    public void Fill(Span<float> weights, int post, int pre, RandomKey key)
    {
        if (weights.Length != (long)post * pre)
        {
            throw new ArgumentException($"expected {post} x {pre} weights, found {weights.Length}", nameof(weights));
        }

        Draw(weights, post, pre, key);
    }

    private protected abstract void Draw(Span<float> weights, int post, int pre, RandomKey key);

    private protected static void Each(Span<float> weights, int pre, RandomKey key, Func<RandomKey, uint, uint, double> draw)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)draw(key, (uint)(i / pre), (uint)(i % pre));
        }
    }
}
