using Neuro.Units.Activations;

namespace Neuro.Experiments.Measures;

/// <summary>rho and rho' in double precision, for measures outside the network.</summary>
internal static class ActivationValue
{
    private const double Leak = 0.1;

    public static double Rate(Activation activation, double s) => activation switch
    {
        Activation.Sigmoid => 1 / (1 + Math.Exp(-s)),
        Activation.Tanh => Math.Tanh(s),
        Activation.Relu => Math.Max(s, 0),
        Activation.LeakyRelu => s >= 0 ? s : Leak * s,
        Activation.HardSigmoid => Math.Clamp(s, 0, 1),
        _ => s,
    };

    public static double Slope(Activation activation, double s)
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                var r = Rate(activation, s);
                return r * (1 - r);
            case Activation.Tanh:
                return 1 - (Math.Tanh(s) * Math.Tanh(s));
            case Activation.Relu:
                return s >= 0 ? 1 : 0;
            case Activation.LeakyRelu:
                return s >= 0 ? 1 : Leak;
            case Activation.HardSigmoid:
                return s is >= 0 and <= 1 ? 1 : 0;
            default:
                return 1;
        }
    }

    /// <summary>rho''.</summary>
    public static double Curvature(Activation activation, double s)
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                return Slope(activation, s) * (1 - (2 * Rate(activation, s)));
            case Activation.Tanh:
                return -2 * Math.Tanh(s) * Slope(activation, s);
            default:
                return 0;
        }
    }
}
