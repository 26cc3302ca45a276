using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Weights start normal with mean 0 and standard deviation Scale sqrt(2 / (pre + post)), independent of each other (Glorot and Bengio 2010).</summary>
/// <param name="Scale">Factor on the standard deviation, above 0, finite; 1 is theirs.</param>
public sealed record GlorotNormal(double Scale = 1) : Initialiser
{
    /// <summary>Factor on the standard deviation.</summary>
    public double Scale { get; } = Scale > 0 && double.IsFinite(Scale)
        ? Scale
        : throw new ArgumentOutOfRangeException(nameof(Scale), Scale, "expected a finite factor above 0");

    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key) => new Normal(Scale * Math.Sqrt(2.0 / ((double)post + pre))).Fill(weights, post, pre, key);
}
