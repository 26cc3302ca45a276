using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Says how the weights of a projection start.</summary>
/// <remarks>
/// An immutable description. Weights are <c>post x pre</c>: row i holds the synapses onto postsynaptic unit i. The random
/// numbers behind weight (i, j) are those of the key at unit i, cursor j: they do not depend on the order or the extent of filling.
/// Thread-safe.
/// </remarks>
public abstract record Initialiser
{
    /// <summary>Largest number of postsynaptic units: 2^24.</summary>
    public const int PostLimit = RandomKey.UnitLimit;

    /// <summary>Largest number of presynaptic units: 2^26.</summary>
    public const int PreLimit = RandomStream.CursorLimit;

    /// <summary>Writes all weights.</summary>
    /// <param name="weights">Receives <c>post x pre</c> weights, row-major.</param>
    /// <param name="post">Number of postsynaptic units (rows), 1 to <see cref="PostLimit"/>.</param>
    /// <param name="pre">Number of presynaptic units (columns), 1 to <see cref="PreLimit"/>.</param>
    /// <param name="key">Whose random numbers to use; its unit is replaced by the row.</param>
    /// <exception cref="ArgumentException">The span does not hold exactly <c>post x pre</c> weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    /// <exception cref="InvalidOperationException">These weights are those of another projection (<see cref="CopyOf"/>).</exception>
    public void Fill(Span<float> weights, int post, int pre, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(post);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(post, PostLimit);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pre);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pre, PreLimit);
        if (weights.Length != (long)post * pre)
        {
            throw new ArgumentException(
                $"Room for {(long)post * pre} weights is needed ({post} postsynaptic x {pre} presynaptic units), found {weights.Length}.",
                nameof(weights));
        }

        Write(weights, post, pre, key);
    }

    /// <summary>Writes all weights; the sizes have been checked.</summary>
    /// <param name="weights">Receives <c>post x pre</c> weights, row-major; what it holds before is arbitrary.</param>
    /// <param name="post">Number of postsynaptic units (rows).</param>
    /// <param name="pre">Number of presynaptic units (columns).</param>
    /// <param name="key">Whose random numbers to use.</param>
    protected abstract void Write(Span<float> weights, int post, int pre, RandomKey key);
}
