using Neuro.Units.Activations;

namespace Neuro.Units.Specification;

/// <summary>
/// Value units, each with an error unit of its own: <c>tau ds/dt = -e + rho'(s) (W^T e_above)</c>, nudged outputs <c>+ beta (d - s)</c>. In a phase without feedback they go to what is
/// predicted of them.
/// </summary>
/// <remarks>
/// Predictive coding (Whittington and Bogacz 2017). With <see cref="LookAhead"/> they follow <c>F = mu + rho'(s) (W^T e_above)</c> ahead of their leak, which is least action (Senn and others):
/// <c>(1 + tau d/dt) (s - F) = 0</c>. Predictions and errors of their own error units come in on the prediction port, errors from above on the apical one.
/// </remarks>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Firing-rate function rho.</param>
/// <param name="TimeConstant">tau in ms.</param>
public sealed record ValueSpec(string Name, int Units, Activation Activation, double TimeConstant) : DynamicSpec(Name, Units, Activation, TimeConstant)
{
    /// <summary>Whether a nudged output is set to its target outright, however strong the nudging. Default: off.</summary>
    public bool Clamps { get; init; }

    /// <summary>
    /// lambda, above 0 and at most 1: how fast the rate of change of F is taken over, as a part per step. 1 takes the difference of the last two steps as it is, which is exact and
    /// unstable where weights are large; less smooths it. Null for no look-ahead. Default: null.
    /// </summary>
    public double? LookAhead { get; init; }

    internal override void Validate()
    {
        base.Validate();
        if (LookAhead is { } ahead && !(ahead is > 0 and <= 1))
        {
            throw new SpecificationException(Part, $"looks ahead with a smoothing of {ahead}, expected above 0 and at most 1");
        }
    }
}
