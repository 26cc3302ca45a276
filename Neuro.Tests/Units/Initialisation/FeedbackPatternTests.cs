using Neuro.Units.Initialisation;
using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Initialisation;

/// <summary>The feedback matrices of experiment 4, by their patterns, means, spreads and densities.</summary>
public sealed class FeedbackPatternTests
{
    private const int Post = 300;
    private const int Pre = 40;

    [Fact]
    public void The_identity_is_not_square()
    {
        var weights = Fill(new FeedbackPattern(PatternBasis.Identity, PatternNoise.None, 0));
        for (var i = 0; i < Post; i++)
        {
            for (var j = 0; j < Pre; j++)
            {
                Assert.Equal(i == j ? 1f : 0f, weights[(i * Pre) + j]);
            }
        }
    }

    [Theory]
    [InlineData(PatternBasis.Ones, PatternNoise.Normal, 0.01, 1, 1, 0.01)]
    [InlineData(PatternBasis.Ones, PatternNoise.Uniform, 0.03, 1, 1, 0.01732)]
    [InlineData(PatternBasis.Zero, PatternNoise.Normal, 0.5, 1, 0, 0.5)]
    [InlineData(PatternBasis.Zero, PatternNoise.Uniform, 0.5, 1, 0, 0.28868)]
    [InlineData(PatternBasis.SparseOnes, PatternNoise.None, 0, 0.1, 0.1, 0.3)]
    [InlineData(PatternBasis.SparseOnes, PatternNoise.Normal, 0.01, 0.25, 0.25, 0.43313)]
    [InlineData(PatternBasis.Zero, PatternNoise.Uniform, 0.5, 0.25, 0, 0.14434)]
    [InlineData(PatternBasis.Zero, PatternNoise.Normal, 1, 0.04, 0, 0.2)]
    public void Mean_and_spread_are_those_asked_for(PatternBasis basis, PatternNoise noise, double spread, double density, double mean, double deviation)
    {
        var weights = Fill(new FeedbackPattern(basis, noise, spread, density));
        var found = weights.Average(w => (double)w);
        var about = Math.Sqrt(weights.Average(w => (w - found) * (w - found)));
        var error = 5 * deviation / Math.Sqrt(weights.Length);
        Assert.InRange(found, mean - error, mean + error);
        Assert.InRange(about, deviation * 0.9, deviation * 1.1);
        Assert.NotEqual(weights, Fill(new FeedbackPattern(basis, noise, spread, density), seed: 2));
        Assert.Equal(weights, Fill(new FeedbackPattern(basis, noise, spread, density)));
    }

    [Fact]
    public void Noise_on_nothing_has_the_density()
    {
        var weights = Fill(new FeedbackPattern(PatternBasis.Zero, PatternNoise.Normal, 1, 0.3));
        Assert.InRange(weights.Count(w => w != 0) / (double)weights.Length, 0.28, 0.32);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, -0.1)]
    [InlineData(1, 1.1)]
    [InlineData(1, double.NaN)]
    public void Numbers_out_of_range_are_refused(double spread, double density) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeedbackPattern(PatternBasis.Zero, PatternNoise.Normal, spread, density));

    [Fact]
    public void Normal_weights_of_Glorot_and_Bengio_have_their_spread()
    {
        var weights = Fill(new GlorotNormal(2));
        Assert.InRange(Math.Sqrt(weights.Average(w => (double)w * w)), 1.9 * Math.Sqrt(2.0 / (Post + Pre)), 2.1 * Math.Sqrt(2.0 / (Post + Pre)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GlorotNormal(0));
    }

    private static float[] Fill(Initialiser initialiser, ulong seed = 1)
    {
        var weights = new float[Post * Pre];
        initialiser.Fill(weights, Post, Pre, new RandomKey(seed, "feedback", "weights"));
        return weights;
    }
}
