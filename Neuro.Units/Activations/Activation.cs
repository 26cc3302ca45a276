namespace Neuro.Units.Activations;

/// <summary>The firing-rate functions.</summary>
public enum Activation
{
    /// <summary>rho(s) = 1 / (1 + exp(-s)).</summary>
    Sigmoid,

    /// <summary>rho(s) = tanh(s).</summary>
    Tanh,

    /// <summary>rho(s) = max(s, 0).</summary>
    Relu,

    /// <summary>rho(s) = s, or 0.1 s below 0.</summary>
    LeakyRelu,

    /// <summary>rho(s) = s clipped to 0 .. 1.</summary>
    HardSigmoid,

    /// <summary>rho(s) = s.</summary>
    Linear,
}
