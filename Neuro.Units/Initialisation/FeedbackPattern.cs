using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Weights start as a regular pattern with noise: the feedback matrices B1 .. B7 of the general feedback text (experiment 4).</summary>
/// <remarks>The numbers follow the rule of <see cref="Initialiser"/>: those of weight (i, j) are at cursors 2 j and 2 j + 1 of unit i, normal ones at cursor j of a stream of their own.</remarks>
public sealed record FeedbackPattern : Initialiser
{
    /// <summary>Describes a pattern.</summary>
    /// <param name="basis">What is there without noise.</param>
    /// <param name="noise">Which noise is added.</param>
    /// <param name="spread">Standard deviation of normal noise, or largest size of uniform noise; finite, at least 0.</param>
    /// <param name="density">Part of the weights that are there, 0 to 1: of sparse ones, and of noise on nothing. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public FeedbackPattern(PatternBasis basis, PatternNoise noise, double spread, double density = 1)
    {
        if (!(spread >= 0) || !double.IsFinite(spread))
        {
            throw new ArgumentOutOfRangeException(nameof(spread), spread, "expected a finite value of at least 0");
        }

        if (!(density is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(density), density, "expected 0 to 1");
        }

        (Basis, Noise, Spread, Density) = (basis, noise, spread, density);
    }

    /// <summary>What is there without noise.</summary>
    public PatternBasis Basis { get; }

    /// <summary>Which noise is added.</summary>
    public PatternNoise Noise { get; }

    /// <summary>How much.</summary>
    public double Spread { get; }

    /// <summary>Part of the weights that are there.</summary>
    public double Density { get; }

    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key)
    {
        var chance = new float[2 * pre];
        var noise = new float[pre];
        for (var i = 0; i < post; i++)
        {
            new RandomStream(key.ForUnit(i)).FillUniform(chance, 0f, 1f, firstCursor: 0);
            if (Noise == PatternNoise.Normal)
            {
                new RandomStream(key.ForStream("noise").ForUnit(i)).FillNormal(noise, firstCursor: 0);
            }

            for (var j = 0; j < pre; j++)
            {
                var isThere = chance[2 * j] < Density;
                var ground = Basis switch
                {
                    PatternBasis.Ones => 1.0,
                    PatternBasis.Identity => i == j ? 1.0 : 0.0,
                    PatternBasis.SparseOnes => isThere ? 1.0 : 0.0,
                    _ => 0.0,
                };
                var added = Noise switch
                {
                    _ when Basis == PatternBasis.Zero && !isThere => 0.0,
                    PatternNoise.Normal => Spread * noise[j],
                    PatternNoise.Uniform => Spread * ((2.0 * chance[(2 * j) + 1]) - 1),
                    _ => 0.0,
                };
                weights[(i * pre) + j] = (float)(ground + added);
            }
        }
    }
}
