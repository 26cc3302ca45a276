namespace Neuro.Units.Losses;

/// <summary>Losses by which outputs are nudged, <c>e = -beta dC/drho(s)</c>.</summary>
public enum Loss
{
    /// <summary>C = 1/2 |rho(s) - y|^2, so e = beta (y - rho(s)).</summary>
    MeanSquaredError,

    /// <summary>
    /// Cross-entropy of independent Bernoulli rates, C = -sum y ln r + (1 - y) ln(1 - r), so e = beta (y - r) / (r (1 - r)):
    /// together with the slope of a sigmoid the plastic signal is beta (y - r).
    /// </summary>
    CrossEntropy,

    /// <summary>
    /// Cross-entropy of a softmax, C = -sum y ln h with h = exp(a) / sum exp(a), so delta = y - h; of layers only. The softmax takes the place of their activation.
    /// </summary>
    SoftmaxCrossEntropy,
}
