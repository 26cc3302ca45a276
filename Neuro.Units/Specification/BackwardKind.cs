namespace Neuro.Units.Specification;

/// <summary>What a layer sends back along its own forward synapses, whose weights are W; d is its error, delta = d f'(a) its signal.</summary>
/// <remarks>The weights are those before the change of the trial.</remarks>
public enum BackwardKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>W^T delta: backprop (general feedback text, Eq. 2).</summary>
    Transpose,

    /// <summary>W^-1 (f'(a) d): gradient-adjusted incremental targets for a vanishing increment (GAIT text, Eq. 17).</summary>
    GradientAdjusted,

    /// <summary>W^-1 (d / f'(a)): incremental targets for a vanishing increment (GAIT text, Eq. 12).</summary>
    Incremental,

    /// <summary>W^-1 (f^-1(h + d) - a): targets by the exact inverse (GAIT text, Eq. 5), told as what they differ by from the rates below.</summary>
    Target,
}
