using Neuro.Experiments.Studies;

namespace Neuro.Tests.Experiments.Studies;

/// <summary>
/// Spike timing from the definitions. White noise at time t - u has the weight k(u) in z(t), where k is what two filters make of a pulse; correlations are integrals over u, and what a spike
/// tells is an integral over the values that z may have had.
/// </summary>
internal sealed class SpikeTimingOracle
{
    private const double Grid = 0.01;
    private const int Places = 60_000;

    private readonly SpikeTimingOptions _options;
    private readonly double[] _pulse = new double[Places];
    private readonly double[] _slope = new double[Places];
    private readonly double _variance;

    public SpikeTimingOracle(SpikeTimingOptions options)
    {
        _options = options;
        var (slow, fast) = (options.Correlation, options.Smoothing);
        double Slope(double time, double value) => (Math.Exp(-time / slow) - value) / fast;
        for (var i = 0; i + 1 < Places; i++)
        {
            // Runge and Kutta.
            var (t, y) = (i * Grid, _pulse[i]);
            var a = Slope(t, y);
            var b = Slope(t + (Grid / 2), y + (a * Grid / 2));
            var c = Slope(t + (Grid / 2), y + (b * Grid / 2));
            var d = Slope(t + Grid, y + (c * Grid));
            _slope[i] = a;
            _pulse[i + 1] = y + (Grid / 6 * (a + (2 * b) + (2 * c) + d));
        }

        _variance = Integral(_pulse, _pulse, 0);
    }

    /// <summary>The mean of z(t) z(t + difference); z has the variance 1.</summary>
    public double Correlation(double difference) => Integral(_pulse, _pulse, difference) / _variance;

    /// <summary>The mean of dz/dt(t) z(t + difference).</summary>
    public double SlopeCorrelation(double difference) => Integral(_slope, _pulse, difference) / _variance;

    /// <summary>The mean of dr/dt(t), given a spike at t + difference. Given the value v of z there, that of dz/dt is v times their correlation.</summary>
    public double Curve(double difference)
    {
        var correlation = SlopeCorrelation(difference);
        var (sum, mass) = (0.0, 0.0);
        for (var v = -12.0; v <= 12; v += 0.001)
        {
            var weight = Math.Exp(-v * v / 2) * Math.Max(0, _options.Rate + (_options.Amplitude * v));
            sum += weight * _options.Amplitude * correlation * v;
            mass += weight;
        }

        return sum / mass;
    }

    /// <summary>The same by small steps of Euler's and the generator of the platform: sums of slopes and pairs by bin.</summary>
    public (double Mean, double Error)[] Simulate(int seed, double milliseconds, double step)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var (slow, fast) = (_options.Correlation, _options.Smoothing);
        var size = Math.Sqrt((slow + fast) / slow);
        var (x, y) = (0.0, 0.0);
        List<(double Time, double Slope)> pre = [];
        List<double> post = [];
        for (var time = -20 * slow; time < milliseconds; time += step)
        {
            var slope = (x - y) / fast;
            if (time >= 0 && random.NextDouble() < _options.PreRate * step / 1000)
            {
                pre.Add((time, _options.Amplitude * size * slope));
            }

            if (time >= 0 && random.NextDouble() < (_options.Rate + (_options.Amplitude * size * y)) * step / 1000)
            {
                post.Add(time);
            }

            y += step * slope;
            x += (-x / slow * step) + (Math.Sqrt(2 * step / slow) * Normal());
        }

        var width = _options.BinSteps * _options.Step;
        var found = new List<double>[_options.Bins];
        foreach (var (time, slope) in pre)
        {
            // Every spike within the window, found by bisection.
            var at = post.BinarySearch(time - ((_options.BinsBeside + 0.5) * width));
            for (at = at < 0 ? ~at : at; at < post.Count && (int)Math.Floor(((post[at] - time) / width) + 0.5 + _options.BinsBeside) is var bin && bin < _options.Bins; at++)
            {
                if (bin >= 0)
                {
                    (found[bin] ??= []).Add(slope);
                }
            }
        }

        return [.. found.Select(slopes => (slopes.Average(), Math.Sqrt(slopes.Sum(slope => slope * slope)) / slopes.Count))];
    }

    private static double Integral(double[] left, double[] right, double difference)
    {
        var shift = (int)Math.Round(difference / Grid);
        var sum = 0.0;
        for (var i = Math.Max(0, -shift); i < Places && i + shift < Places; i++)
        {
            sum += left[i] * right[i + shift] * (i == 0 ? 0.5 : 1);
        }

        return sum;
    }
}
