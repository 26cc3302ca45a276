using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>A copy of another projection's initial weights.</summary>
/// <param name="Projection">Name of the projection that is copied; it has weights of its own.</param>
/// <param name="Transposed">Whether rows and columns change places.</param>
/// <param name="Scale">Factor.</param>
public sealed record CopyOf(string Projection, bool Transposed = false, double Scale = 1) : Initialiser
{
    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key) =>
        throw new InvalidOperationException($"weights copied from projection '{Projection}' can only be had from a network's weight store");
}
