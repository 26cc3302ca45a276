namespace Neuro.Experiments.Studies;

/// <summary>What the mean of dr/dt at a presynaptic spike is, given a postsynaptic spike at some difference: in closed form.</summary>
/// <remarks>
/// Spikes come at the rate max(0, r) with r = r_0 + a z. For Gaussian z the mean of z'(t) f(z(t + D)) is that of f' times that of z'(t) z(t + D), which is -C'(D). With f the rate of spikes,
/// E[dr/dt(t) | spike at t + D] = -a^2 C'(D) Phi(r_0 / a) / E[f], E[f] = r_0 Phi(r_0 / a) + a phi(r_0 / a), and -C'(D) = sign(D) (exp(-|D| / tau_1) - exp(-|D| / tau_2)) / (tau_1 - tau_2).
/// </remarks>
/// <param name="options">The protocol.</param>
internal sealed class SpikeTimingCurve(SpikeTimingOptions options)
{
    private readonly double _size = Size(options.Rate, options.Amplitude);

    /// <summary>The curve, in Hz per ms.</summary>
    /// <param name="difference">Postsynaptic less presynaptic time, in ms.</param>
    public double At(double difference)
    {
        var (slow, fast, size) = (options.Correlation, options.Smoothing, Math.Abs(difference));
        return _size * Math.Sign(difference) * (Math.Exp(-size / slow) - Math.Exp(-size / fast)) / (slow - fast);
    }

    /// <summary>Its mean over the steps of a bin, all of which have as many pairs on average.</summary>
    /// <param name="bin">The bin, from 0.</param>
    public double OfBin(int bin)
    {
        var first = (bin * options.BinSteps) - options.LargestLag;
        return Enumerable.Range(first, options.BinSteps).Average(lag => At(lag * options.Step));
    }

    /// <summary>a^2 Phi(r_0 / a) / E[f]: a^2 / r_0 as long as the rate is hardly ever below 0.</summary>
    private static double Size(double rate, double amplitude)
    {
        var ratio = rate / amplitude;
        var (above, density) = Normal(ratio);
        return amplitude * amplitude * above / ((rate * above) + (amplitude * density));
    }

    /// <summary>The normal distribution and its density, at 0 or above: a series of positive terms.</summary>
    private static (double Distribution, double Density) Normal(double x)
    {
        const double CertainFrom = 9;
        if (x >= CertainFrom)
        {
            return (1, 0);
        }

        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        var (sum, term) = (0.0, x);
        for (var n = 1; term > sum * 1e-17; n++)
        {
            sum += term;
            term *= x * x / ((2 * n) + 1);
        }

        return (0.5 + (density * sum), density);
    }
}
