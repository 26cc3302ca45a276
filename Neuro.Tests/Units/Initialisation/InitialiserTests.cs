using Neuro.Units.Initialisation;
using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Initialisation;

public sealed class InitialiserTests
{
    private const int Post = 150;
    private const int Pre = 200;
    private const int Count = Post * Pre;

    private static readonly RandomKey Key = new(3, "input-hidden1");

    [Fact]
    public void Zero_is_zero() => Assert.All(Fill(new Zero()), value => Assert.Equal(0f, value));

    [Fact]
    public void Constant_is_constant() => Assert.All(Fill(new Constant(0.3)), value => Assert.Equal(0.3f, value));

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    [InlineData(4, 4)]
    public void Identity_has_ones_on_the_diagonal(int post, int pre)
    {
        var weights = Fill(new Identity(), post, pre);
        for (var at = 0; at < weights.Length; at++)
        {
            Assert.Equal(at / pre == at % pre ? 1f : 0f, weights[at]);
        }
    }

    [Fact]
    public void Uniform_keeps_its_bounds_and_moments()
    {
        var weights = Fill(new Uniform(-0.1, 0.5));
        Assert.All(weights, value => Assert.InRange(value, -0.1f, 0.5f));
        Moments(weights, 0.2, 0.6 * 0.6 / 12);
        Assert.True(weights.Min() < -0.1 + 0.01 && weights.Max() > 0.5 - 0.01);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(4.0)]
    public void Glorot_keeps_its_bounds_and_moments(double scale)
    {
        var weights = Fill(new GlorotUniform(scale));
        var bound = scale * Math.Sqrt(6.0 / (Post + Pre));
        Assert.All(weights, value => Assert.InRange(value, -bound * (1 + 1e-6), bound * (1 + 1e-6)));
        Moments(weights, 0, bound * bound / 3);
        Assert.True(weights.Max() > 0.99 * bound && weights.Min() < -0.99 * bound);
    }

    [Fact]
    public void Normal_has_its_moments()
    {
        var weights = Fill(new Normal(0.2));
        Moments(weights, 0, 0.04);
        Assert.Equal(3 * Math.Pow(0.2, 4), weights.Average(w => Math.Pow(w, 4)), 6 * Math.Sqrt(96.0 / Count) * Math.Pow(0.2, 4));
    }

    [Theory]
    [InlineData(20, 20, 1.0)]
    [InlineData(12, 33, 1.0)]
    [InlineData(33, 12, 2.5)]
    [InlineData(1, 9, -1.0)]
    public void Orthogonal_rows_or_columns_whichever_are_fewer(int post, int pre, double gain)
    {
        var weights = Fill(new Orthogonal(gain), post, pre);
        var fewer = Math.Min(post, pre);
        for (var a = 0; a < fewer; a++)
        {
            for (var b = 0; b < fewer; b++)
            {
                var dot = 0.0;
                for (var k = 0; k < Math.Max(post, pre); k++)
                {
                    dot += post <= pre ? (double)weights[(a * pre) + k] * weights[(b * pre) + k] : (double)weights[(k * pre) + a] * weights[(k * pre) + b];
                }

                Assert.Equal(a == b ? gain * gain : 0, dot, 1e-5);
            }
        }
    }

    /// <summary>Among all orthogonal matrices alike: every entry has mean 0 and variance 1/n, which plain QR with its fixed signs has not.</summary>
    [Fact]
    public void Orthogonal_matrices_are_drawn_uniformly()
    {
        const int Matrices = 4000;
        const int N = 3;
        var mean = new double[N * N];
        var square = new double[N * N];
        var determinant = 0;
        for (var m = 0; m < Matrices; m++)
        {
            var w = new float[N * N];
            new Orthogonal().Fill(w, N, N, new RandomKey((ulong)m, "w"));
            for (var i = 0; i < w.Length; i++)
            {
                mean[i] += w[i];
                square[i] += w[i] * w[i];
            }

            var volume = (w[0] * ((w[4] * w[8]) - (w[5] * w[7]))) - (w[1] * ((w[3] * w[8]) - (w[5] * w[6]))) + (w[2] * ((w[3] * w[7]) - (w[4] * w[6])));
            determinant += volume > 0 ? 1 : -1;
        }

        for (var i = 0; i < N * N; i++)
        {
            // Entries of a uniform orthogonal 3 x 3 matrix are uniform in -1 .. 1: variance 1/3, of their squares 4/45.
            Assert.Equal(0, mean[i] / Matrices, 6 * Math.Sqrt(1.0 / 3 / Matrices));
            Assert.Equal(1.0 / 3, square[i] / Matrices, 6 * Math.Sqrt(4.0 / 45 / Matrices));
        }

        Assert.Equal(0, (double)determinant / Matrices, 6 / Math.Sqrt(Matrices));
    }

    public static TheoryData<Initialiser> Random() => [new Uniform(-1, 1), new GlorotUniform(), new Normal(1), new Orthogonal()];

    /// <summary>A weight depends on its own indices: filling anew, or beside another shape of the same width, gives the same numbers.</summary>
    [Theory]
    [MemberData(nameof(Random))]
    public void Weights_do_not_depend_on_who_was_filled_before(Initialiser initialiser)
    {
        var first = Fill(initialiser, 9, 7);
        Fill(initialiser, 30, 40);
        Assert.Equal(first, Fill(initialiser, 9, 7));
        var other = new float[63];
        initialiser.Fill(other, 9, 7, new RandomKey(3, "hidden1-output"));
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void A_weight_depends_on_its_own_indices_alone()
    {
        var small = Fill(new Uniform(-1, 1), 5, 6);
        var large = Fill(new Uniform(-1, 1), 20, 30);
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                Assert.Equal(small[(i * 6) + j], large[(i * 30) + j]);
            }
        }
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity, -1 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new Normal(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => new GlorotUniform(bad));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Orthogonal(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Uniform(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Uniform(double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Uniform(0, double.PositiveInfinity));
    }

    [Fact]
    public void A_buffer_of_another_size_is_refused()
    {
        var message = Assert.Throws<ArgumentException>(() => new Zero().Fill(new float[5], 2, 3, Key)).Message;
        Assert.Contains("2 x 3", message, StringComparison.Ordinal);
        Assert.Contains("5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_cannot_be_drawn_without_its_original() =>
        Assert.Contains("other", Assert.Throws<InvalidOperationException>(() => new CopyOf("other").Fill(new float[4], 2, 2, Key)).Message, StringComparison.Ordinal);

    private static float[] Fill(Initialiser initialiser, int post = Post, int pre = Pre)
    {
        var weights = new float[post * pre];
        initialiser.Fill(weights, post, pre, Key);
        return weights;
    }

    private static void Moments(float[] weights, double mean, double variance)
    {
        Assert.Equal(mean, weights.Average(w => (double)w), 6 * Math.Sqrt(variance / weights.Length));

        // The variance of a squared deviation is at most twice the squared variance for these distributions.
        Assert.Equal(variance, weights.Average(w => (w - mean) * (w - mean)), 6 * variance * Math.Sqrt(2.0 / weights.Length));
    }
}
