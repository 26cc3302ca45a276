namespace Neuro.Units.Activations;

/// <summary>f^-1 by name, for the few places that need it.</summary>
internal static class ActivationInverse
{
    /// <summary>Whether f^-1 exists for every rate.</summary>
    public static bool Exists(Activation activation) => activation is Activation.LeakyRelu or Activation.Linear;

    /// <summary>f^-1(r), or NaN where none exists.</summary>
    public static double Of(Activation activation, double rate) => activation switch
    {
        Activation.Sigmoid => Sigmoid.Inverse(rate),
        Activation.Tanh => HyperbolicTangent.Inverse(rate),
        Activation.Relu => Relu.Inverse(rate),
        Activation.LeakyRelu => LeakyRelu.Inverse(rate),
        Activation.HardSigmoid => HardSigmoid.Inverse(rate),
        _ => Linear.Inverse(rate),
    };
}
