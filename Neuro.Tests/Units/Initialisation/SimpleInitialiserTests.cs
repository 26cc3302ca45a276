using Neuro.Units.Initialisation;
using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Initialisation;

public sealed class SimpleInitialiserTests
{
    private static readonly RandomKey Key = new(3, "input-hidden1", "weights");

    [Fact]
    public void Zero_and_constant_are_what_they_say()
    {
        Assert.Equal([0f, 0f, 0f, 0f], InitialiserTests.Fill(new Zero(), 2, 2, Key, before: 9));
        Assert.Equal([-1.5f, -1.5f], InitialiserTests.Fill(new Constant(-1.5f), 1, 2, Key));
    }

    [Fact]
    public void Identity_has_ones_on_the_main_diagonal()
    {
        Assert.Equal([1f, 0f, 0f, 1f], InitialiserTests.Fill(new Identity(), 2, 2, Key, before: 9));
        Assert.Equal([1f, 0f, 0f, 0f, 1f, 0f], InitialiserTests.Fill(new Identity(), 2, 3, Key, before: 9));
        Assert.Equal([1f, 0f, 0f, 1f, 0f, 0f], InitialiserTests.Fill(new Identity(), 3, 2, Key, before: 9));
    }

    /// <summary>A uniform law on [low, high) has variance (high - low)^2 / 12; Glorot's bound makes it 2 / (pre + post).</summary>
    [Fact]
    public void Glorot_weights_have_the_bound_and_the_variance_of_the_paper()
    {
        float[] weights = InitialiserTests.Fill(new GlorotUniform(), 100, 200, Key);

        Assert.Equal(Math.Sqrt(6.0 / 300), GlorotUniform.Bound(100, 200), 1e-8);
        Assert.All(weights, weight => Assert.InRange(weight, -GlorotUniform.Bound(100, 200), GlorotUniform.Bound(100, 200)));
        Assert.Equal(0, weights.Average(w => (double)w), 5 * Math.Sqrt(2.0 / 300 / weights.Length));
        Assert.Equal(2.0 / 300, weights.Average(w => (double)w * w), 5 * (2.0 / 300) * Math.Sqrt(0.8 / weights.Length));
        Assert.True(weights.Max() > 0.99 * GlorotUniform.Bound(100, 200));
        Assert.True(weights.Min() < -0.99 * GlorotUniform.Bound(100, 200));
    }

    [Fact]
    public void Uniform_weights_fill_their_interval()
    {
        float[] weights = InitialiserTests.Fill(new Uniform(1, 3), 100, 100, Key);

        Assert.All(weights, weight => Assert.InRange(weight, 1, MathF.BitDecrement(3)));
        Assert.Equal(2, weights.Average(w => (double)w), 5 * Math.Sqrt(4.0 / 12 / weights.Length));
    }

    [Fact]
    public void Normal_weights_have_the_standard_deviation()
    {
        float[] weights = InitialiserTests.Fill(new Normal(0.2f), 100, 100, Key);

        Assert.Equal(0, weights.Average(w => (double)w), 5 * 0.2 / 100);
        Assert.Equal(0.04, weights.Average(w => (double)w * w), 5 * 0.04 * Math.Sqrt(2) / 100);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Spreads_must_be_finite_and_positive(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Normal(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Orthogonal(value));
    }

    [Theory]
    [InlineData(float.NaN, 1f, "low")]
    [InlineData(0f, float.NegativeInfinity, "high")]
    [InlineData(1f, 1f, "high")]
    [InlineData(1f, -1f, "high")]
    public void Bounds_must_be_finite_and_in_order(float low, float high, string name) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => new Uniform(low, high));

    [Fact]
    public void Other_parameters_are_checked_too()
    {
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new Constant(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => new CopyOf("a", scale: float.PositiveInfinity));
        Assert.Throws<ArgumentException>("projection", () => new CopyOf(" "));
        Assert.Throws<ArgumentNullException>("projection", () => new CopyOf(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => GlorotUniform.Bound(0, 1));
    }

    [Fact]
    public void A_copy_cannot_be_drawn()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => new CopyOf("hidden1-output", transposed: true).Fill(new float[4], 2, 2, Key));

        Assert.Contains("'hidden1-output'", error.Message, StringComparison.Ordinal);
    }
}
