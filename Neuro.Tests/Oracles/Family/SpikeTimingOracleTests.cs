namespace Neuro.Tests.Oracles.Family;

/// <summary>The closed form of the spike timing window against what it has to add up to, and against a simulated rate.</summary>
public sealed class SpikeTimingOracleTests
{
    private const double Mean = 20;
    private const double Amplitude = 5;

    /// <summary>Pre before post: +a^2 / r_0 in all, whatever the correlation; post before pre: as much less; together 0.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Both_halves_of_the_window_cancel(double smoothing)
    {
        var oracle = new SpikeTimingOracle(Mean, Amplitude, 20, smoothing);
        var (before, after) = (0.0, 0.0);
        const double Step = 0.01;
        for (var i = 0; i < 60_000; i++)
        {
            before += Step * oracle.Window((i + 0.5) * Step);
            after += Step * oracle.Window(-(i + 0.5) * Step);
        }

        Assert.Equal(Amplitude * Amplitude / Mean, before, 1e-5);
        Assert.Equal(0, before + after, 1e-12);
        Assert.True(oracle.Window(10) > 0);
        Assert.Equal(0, oracle.Window(0));
    }

    [Fact]
    public void Without_smoothing_the_window_is_two_exponentials()
    {
        var oracle = new SpikeTimingOracle(Mean, Amplitude, 20, 0);
        Assert.Equal(25.0 / 400 * Math.Exp(-0.25), oracle.Window(5), 1e-15);
        Assert.Equal(-25.0 / 400 * Math.Exp(-1.5), oracle.Window(-30), 1e-15);
        Assert.Equal(oracle.Window(7), new SpikeTimingOracle(Mean, Amplitude, 20, 1e-4).Window(7), 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Slopes_are_those_of_the_correlation(double smoothing)
    {
        var oracle = new SpikeTimingOracle(Mean, Amplitude, 20, smoothing);
        Assert.Equal(1, oracle.Correlation(0), 1e-15);
        foreach (var lag in new[] { -35.0, -3, 0.5, 4, 50 })
        {
            Assert.Equal((oracle.Correlation(lag + 1e-4) - oracle.Correlation(lag - 1e-4)) / 2e-4, oracle.Slope(lag), 1e-8);
            Assert.Equal(oracle.Window(lag), oracle.CentralWindow(lag, 1e-4), 1e-8);
            Assert.Equal(oracle.Window(lag - 5e-5), oracle.ForwardWindow(lag, 1e-4), 1e-8);
        }
    }

    /// <summary>Differences of the rate add up as they must: the windows over all delays to nothing.</summary>
    [Fact]
    public void Windows_of_differences_telescope()
    {
        var oracle = new SpikeTimingOracle(Mean, Amplitude, 20, 2);
        var (forward, central) = (0.0, 0.0);
        for (var delay = -800; delay <= 800; delay++)
        {
            forward += oracle.ForwardWindow(delay, 1);
            central += oracle.CentralWindow(delay, 1);
        }

        Assert.Equal(0, forward, 1e-12);
        Assert.Equal(0, central, 1e-12);
        var half = Enumerable.Range(1, 800).Sum(delay => oracle.ForwardWindow(delay, 1));
        Assert.Equal(Amplitude * Amplitude / Mean, half, 1e-12);
    }

    /// <summary>Two filters in a row over white noise: the rate's rise times its later value, averaged, without drawing any spike.</summary>
    [Fact]
    public void A_simulated_rate_has_the_window()
    {
        const int Steps = 1_500_000;
        const int Span = 40;
        var oracle = new SpikeTimingOracle(Mean, Amplitude, 20, 2);
        var draws = new TestDraws(1);
        var (p, q) = (Math.Exp(-1.0 / 20), Math.Exp(-1.0 / 2));
        var (x, z) = (0.0, 0.0);
        var values = new double[Steps];
        for (var t = 0; t < Steps; t++)
        {
            x = (p * x) + draws.Next() - 0.5;
            z = (q * z) + ((1 - q) * x);
            values[t] = z;
        }

        var variance = values.Average(v => v * v);
        foreach (var delay in new[] { -25, -8, -4, 5, 9, 25 })
        {
            var (sum, product) = (0.0, 0.0);
            for (var t = Span; t < Steps - Span; t++)
            {
                var rise = values[t + 1] - values[t];
                sum += rise * (Mean + (Amplitude / Math.Sqrt(variance) * values[t + delay]));
                product += values[t] * values[t + delay];
            }

            var expected = Amplitude * Amplitude * (oracle.CorrelationOfSteps(delay - 1, 1) - oracle.CorrelationOfSteps(delay, 1)) / Mean;
            var found = Amplitude / Math.Sqrt(variance) * sum / (Steps - (2 * Span)) / Mean;
            Assert.Equal(expected, found, 0.04 * Math.Abs(expected));
            Assert.Equal(oracle.CorrelationOfSteps(delay, 1), product / (Steps - (2 * Span)) / variance, 0.03);
            Assert.Equal(oracle.Correlation(delay), oracle.CorrelationOfSteps(delay, 1), 0.01);
        }
    }
}
