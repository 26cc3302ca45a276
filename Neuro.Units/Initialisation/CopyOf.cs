using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Weights start as those of another projection, as they are or transposed, times a factor.</summary>
/// <remarks>
/// Only a description: who builds the network knows the other projection's weights and copies them. Feedback that starts as the
/// transpose of feedforward, and ghost synapses that start as those of the pyramidal units they imitate, are described so.
/// </remarks>
public sealed record CopyOf : Initialiser
{
    /// <summary>Describes copied weights.</summary>
    /// <param name="projection">Name of the projection to copy, not blank.</param>
    /// <param name="transposed">Whether weight (i, j) is the other's (j, i).</param>
    /// <param name="scale">Factor of every weight, finite.</param>
    /// <param name="signsOnly">Whether only the signs are copied, so that every weight has the size of the factor.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not finite.</exception>
    public CopyOf(string projection, bool transposed = false, double scale = 1, bool signsOnly = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(projection);
        Projection = projection;
        Transposed = transposed;
        SignsOnly = signsOnly;
        Scale = Parameter.Finite((float)scale, nameof(scale));
    }

    /// <summary>Name of the projection whose weights are copied.</summary>
    public string Projection { get; }

    /// <summary>Whether weight (i, j) is the other's (j, i).</summary>
    public bool Transposed { get; }

    /// <summary>The factor of every weight.</summary>
    public float Scale { get; }

    /// <summary>Whether only the signs are copied (sign-symmetric feedback, as it is at the start).</summary>
    public bool SignsOnly { get; }

    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key) =>
        throw new InvalidOperationException(
            $"The weights are {(Transposed ? "the transpose" : "a copy")} of those of projection '{Projection}': "
            + "they are copied while the network is built, and cannot be drawn on their own.");
}
