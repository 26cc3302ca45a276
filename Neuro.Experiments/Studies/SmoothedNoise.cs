namespace Neuro.Experiments.Studies;

/// <summary>
/// A stationary Gaussian z of variance 1 that has a derivative: white noise through two filters, tau_1 x' = -x + noise and tau_2 y' = x - y, where y is z but for its size.
/// </summary>
/// <remarks>
/// Steps are exact, not Euler's: what is seen at whole steps has the correlation of continuous time,
/// C(t) = (tau_1 exp(-|t| / tau_1) - tau_2 exp(-|t| / tau_2)) / (tau_1 - tau_2). With x of variance 1, y has the variance q = tau_1 / (tau_1 + tau_2), and so
/// has the covariance of both.
/// </remarks>
internal sealed class SmoothedNoise
{
    private readonly double _keptX;
    private readonly double _keptY;
    private readonly double _passed;
    private readonly double _noiseX;
    private readonly double _noiseShared;
    private readonly double _noiseY;
    private readonly double _share;
    private readonly double _size;
    private readonly double _slope;

    /// <summary>Prepares the steps.</summary>
    /// <param name="correlation">tau_1.</param>
    /// <param name="smoothing">tau_2, shorter.</param>
    /// <param name="step">The time step, in the same unit.</param>
    public SmoothedNoise(double correlation, double smoothing, double step)
    {
        _share = correlation / (correlation + smoothing);
        _size = 1 / Math.Sqrt(_share);
        _slope = _size / smoothing;
        _keptX = Math.Exp(-step / correlation);
        _keptY = Math.Exp(-step / smoothing);
        _passed = correlation / (correlation - smoothing) * (_keptX - _keptY);

        // What a step adds is what the variances lack when the rest of them has decayed: Q = P - A P A^T, and its root.
        var xx = 1 - (_keptX * _keptX);
        var xy = _share - (_keptX * (_passed + (_keptY * _share)));
        var yy = _share - (_passed * _passed) - (2 * _passed * _keptY * _share) - (_keptY * _keptY * _share);
        _noiseX = Math.Sqrt(xx);
        _noiseShared = xy / _noiseX;
        _noiseY = Math.Sqrt(Math.Max(0, yy - (_noiseShared * _noiseShared)));
    }

    /// <summary>Where a stationary one may begin.</summary>
    /// <param name="first">A standard normal number.</param>
    /// <param name="second">Another one.</param>
    public (double X, double Y) Begin(double first, double second) => (first, (_share * first) + (Math.Sqrt(_share - (_share * _share)) * second));

    /// <summary>A step later.</summary>
    /// <param name="state">Before the step.</param>
    /// <param name="first">A standard normal number.</param>
    /// <param name="second">Another one.</param>
    public (double X, double Y) Next((double X, double Y) state, double first, double second) =>
        ((_keptX * state.X) + (_noiseX * first), (_passed * state.X) + (_keptY * state.Y) + (_noiseShared * first) + (_noiseY * second));

    /// <summary>z.</summary>
    public double Value((double X, double Y) state) => _size * state.Y;

    /// <summary>dz/dt.</summary>
    public double Slope((double X, double Y) state) => _slope * (state.X - state.Y);
}
