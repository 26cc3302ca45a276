using Neuro.Experiments.Data.Digits;

namespace Neuro.Tests.Experiments.Data.Digits;

public sealed class DigitRandomTests
{
    private const int Draws = 100000;

    /// <summary>Mean and variance of the uniform distribution, within five standard errors.</summary>
    [Fact]
    public void Uniform_numbers_have_the_moments_of_their_distribution()
    {
        var (mean, variance, reach) = Moments((ref DigitRandom random) => random.Uniform() - 0.5);
        Assert.InRange(mean, -5 * Math.Sqrt(1.0 / 12 / Draws), 5 * Math.Sqrt(1.0 / 12 / Draws));
        Assert.InRange(variance, (1.0 / 12) - 0.0012, (1.0 / 12) + 0.0012);
        Assert.True(reach <= 0.5);
    }

    [Fact]
    public void Bell_numbers_have_the_deviation_asked_for_and_end_at_three_of_it()
    {
        var (mean, variance, reach) = Moments((ref DigitRandom random) => random.Bell(0.4));
        Assert.InRange(mean, -5 * 0.4 / Math.Sqrt(Draws), 5 * 0.4 / Math.Sqrt(Draws));
        Assert.InRange(variance, 0.16 * 0.98, 0.16 * 1.02);
        Assert.InRange(reach, 0.8, 1.2);
    }

    private static (double Mean, double Variance, double Reach) Moments(Draw draw)
    {
        var random = new DigitRandom(17);
        var (sum, squares, reach) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Draws; i++)
        {
            var x = draw(ref random);
            sum += x;
            squares += x * x;
            reach = Math.Max(reach, Math.Abs(x));
        }

        var mean = sum / Draws;
        return (mean, (squares / Draws) - (mean * mean), reach);
    }

    private delegate double Draw(ref DigitRandom random);
}
