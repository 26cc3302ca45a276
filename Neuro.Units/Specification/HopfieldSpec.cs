using Neuro.Units.Activations;

namespace Neuro.Units.Specification;

/// <summary>
/// Units of a continuous Hopfield network: <c>tau ds/dt = rho'(s) (b + t) - s</c>, nudged outputs <c>+ beta (d - s)</c>; without the slope, the leaky units of networks without tied weights.
/// </summary>
/// <remarks>Scellier and Bengio 2017; Scellier and others 2018. Currents from below come in on the basal port, those from above on the apical one, targets on the target port.</remarks>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Firing-rate function rho.</param>
/// <param name="TimeConstant">tau in ms.</param>
public sealed record HopfieldSpec(string Name, int Units, Activation Activation, double TimeConstant) : DynamicSpec(Name, Units, Activation, TimeConstant)
{
    /// <summary>Whether currents act through the slope of the rate, so that states go down the gradient of an energy where weights are tied. Default: on.</summary>
    public bool HasSlope { get; init; } = true;

    /// <summary>Whether states are clipped to 0 .. 1 after every step; without it a unit whose rate is flat below 0 never comes back from there. Default: on.</summary>
    public bool Clips { get; init; } = true;
}
