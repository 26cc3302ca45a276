using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Randomness;

public sealed class StableMathTests
{
    [Fact]
    public void Logarithm_agrees_with_the_platform()
    {
        for (int i = 0; i < 20_000; i++)
        {
            double value = (i + 0.5) / 20_000;
            AssertRelative(Math.Log(value), StableMath.Log(value));
        }

        for (int exponent = -33; exponent <= 33; exponent++)
        {
            AssertRelative(exponent * Math.Log(2), StableMath.Log(Math.ScaleB(1, exponent)));
        }
    }

    [Fact]
    public void Logarithm_keeps_its_relative_accuracy_near_one()
    {
        double below = Math.BitDecrement(1.0);

        Assert.Equal(0, StableMath.Log(1));
        AssertRelative(below - 1, StableMath.Log(below));
    }

    [Fact]
    public void Sine_and_cosine_agree_with_the_platform()
    {
        for (int i = 0; i <= 20_000; i++)
        {
            double turns = i / 20_000.0;
            (double sin, double cos) = StableMath.SinCos(turns);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), sin, 1.5e-15);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), cos, 1.5e-15);
        }
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0.25, 1, 0)]
    [InlineData(0.5, 0, -1)]
    [InlineData(0.75, -1, 0)]
    [InlineData(1, 0, 1)]
    public void Quarter_turns_are_exact(double turns, double sin, double cos) => Assert.Equal((sin, cos), StableMath.SinCos(turns));

    private static void AssertRelative(double expected, double actual) =>
        Assert.InRange(Math.Abs(actual - expected), 0, 1e-15 * Math.Abs(expected));
}
