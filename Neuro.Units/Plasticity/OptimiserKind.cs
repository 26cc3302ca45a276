namespace Neuro.Units.Plasticity;

/// <summary>How a projection turns gradients into changes.</summary>
public enum OptimiserKind
{
    /// <summary>W -= eta g.</summary>
    Sgd,

    /// <summary>m = mu m + g, W -= eta m (Polyak 1964).</summary>
    Momentum,

    /// <summary>v = r v + (1 - r) g^2, W -= eta g / (sqrt(v) + eps) (Tieleman and Hinton 2012).</summary>
    RmsProp,

    /// <summary>
    /// q = r q + (1 - r) g, v = r v + (1 - r) g^2, m = mu m + g / sqrt(v - q^2 + eps), W -= eta m (Graves 2013; the recipe of difference target propagation).
    /// </summary>
    CentredRmsProp,

    /// <summary>m = mu m + (1 - mu) g, v = r v + (1 - r) g^2, W -= eta m' / (sqrt(v') + eps), with or without bias correction (Kingma and Ba 2015).</summary>
    Adam,
}
