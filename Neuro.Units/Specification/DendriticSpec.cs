using Neuro.Units.Activations;

namespace Neuro.Units.Specification;

/// <summary>
/// Pyramidal units with dendrites of their own: <c>tau du/dt = -u + g_b v_B + g_a v_A</c>, outputs <c>+ beta (u_target - u)</c> while taught, <c>v_B</c> the basal current and
/// <c>v_A</c> the apical one less what interneurons cancel of it.
/// </summary>
/// <remarks>
/// Sacramento, Costa, Bengio and Senn (2018), with all conductances divided by their sum G: tau = 1 / G, <see cref="BasalGain"/> = g_B / G, <see cref="ApicalGain"/> = g_A / G, and the
/// nudging of a phase g_som / G. What the basal dendrite predicts of the soma is then <c>g_b v_B</c>.
/// </remarks>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Firing-rate function phi.</param>
/// <param name="TimeConstant">tau in ms.</param>
public sealed record DendriticSpec(string Name, int Units, Activation Activation, double TimeConstant) : DynamicSpec(Name, Units, Activation, TimeConstant)
{
    /// <summary>g_b, above 0; together with the other gain at most 1, what is left is leak. Default: 1.</summary>
    public double BasalGain { get; init; } = 1;

    /// <summary>g_a, at least 0; 0 without an apical dendrite. Default: 0.</summary>
    public double ApicalGain { get; init; }

    /// <summary>The potential that a target of 0 stands for, finite. Default: 0.</summary>
    public double TargetLow { get; init; }

    /// <summary>The potential that a target of 1 stands for, finite; others lie on the line through both. Default: 1.</summary>
    public double TargetHigh { get; init; } = 1;

    internal override void Validate()
    {
        base.Validate();
        Gains.Check(Part, BasalGain, ApicalGain);
        if (!double.IsFinite(TargetLow) || !double.IsFinite(TargetHigh) || TargetLow == TargetHigh)
        {
            throw new SpecificationException(Part, $"has potentials {TargetLow} and {TargetHigh} for targets 0 and 1, expected two finite values that differ");
        }
    }
}
