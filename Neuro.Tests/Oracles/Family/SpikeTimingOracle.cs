namespace Neuro.Tests.Oracles.Family;

/// <summary>
/// The average change of a postsynaptic rate at presynaptic spikes, sorted by the delay of a postsynaptic spike, in closed form:
/// the rate is r_0 + a z with z stationary, Gaussian, of variance 1 and correlation C.
/// </summary>
/// <param name="meanRate">r_0.</param>
/// <param name="amplitude">a.</param>
/// <param name="time">Time constant of z.</param>
/// <param name="smoothing">Time constant of a second filter in a row with the first; 0 for none.</param>
internal sealed class SpikeTimingOracle(double meanRate, double amplitude, double time, double smoothing)
{
    /// <summary>C at a lag.</summary>
    public double Correlation(double lag)
    {
        var size = Math.Abs(lag);
        return smoothing == 0
            ? Math.Exp(-size / time)
            : ((time * Math.Exp(-size / time)) - (smoothing * Math.Exp(-size / smoothing))) / (time - smoothing);
    }

    /// <summary>C' at a lag; 0 at 0, the mean of both sides.</summary>
    public double Slope(double lag)
    {
        var size = Math.Abs(lag);
        return smoothing == 0
            ? -Math.Sign(lag) * Math.Exp(-size / time) / time
            : -Math.Sign(lag) * (Math.Exp(-size / time) - Math.Exp(-size / smoothing)) / (time - smoothing);
    }

    /// <summary>E[dr/dt(t) | post spike at t + delay].</summary>
    public double Window(double delay) => -amplitude * amplitude * Slope(delay) / meanRate;

    /// <summary>The same where dr/dt is (r(t + dt) - r(t)) / dt.</summary>
    public double ForwardWindow(double delay, double dt) =>
        amplitude * amplitude * (Correlation(delay - dt) - Correlation(delay)) / (dt * meanRate);

    /// <summary>The same where dr/dt is (r(t + dt) - r(t - dt)) / (2 dt).</summary>
    public double CentralWindow(double delay, double dt) =>
        amplitude * amplitude * (Correlation(delay - dt) - Correlation(delay + dt)) / (2 * dt * meanRate);

    /// <summary>
    /// C at a lag of some steps where z is made of two filters in a row, x = p x + noise and z = q z + (1 - q) x with
    /// p = exp(-dt / time) and q = exp(-dt / smoothing), and scaled to variance 1.
    /// </summary>
    public double CorrelationOfSteps(int steps, double dt)
    {
        var p = Math.Exp(-dt / time);
        var q = smoothing == 0 ? 0 : Math.Exp(-dt / smoothing);
        return Covariance(Math.Abs(steps)) / Covariance(0);

        double Covariance(int k) => (Math.Pow(p, k + 1) / (1 - (p * p))) - (Math.Pow(q, k + 1) / (1 - (q * q)));
    }
}
