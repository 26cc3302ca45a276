using Neuro.Units.Activations;

namespace Neuro.Units.Specification;

/// <summary>Interneurons, one for each unit of the layer above, whose potential teaches them: <c>tau du/dt = -u + g_b v + beta (u_above - u)</c>; in a phase without feedback they are not taught.</summary>
/// <remarks>
/// Sacramento, Costa, Bengio and Senn (2018), with all conductances divided by G = g_lk + g_D: tau = 1 / G, <see cref="BasalGain"/> = g_D / G, <see cref="Teaching"/> = g_som / G.
/// </remarks>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Firing-rate function phi.</param>
/// <param name="TimeConstant">tau in ms.</param>
public sealed record InterneuronSpec(string Name, int Units, Activation Activation, double TimeConstant) : DynamicSpec(Name, Units, Activation, TimeConstant)
{
    /// <summary>g_b, above 0 and at most 1; what is left is leak. Default: 1.</summary>
    public double BasalGain { get; init; } = 1;

    /// <summary>beta, how strongly the units above teach, finite and at least 0. Default: 0.</summary>
    public double Teaching { get; init; }

    internal override void Validate()
    {
        base.Validate();
        Gains.Check(Part, BasalGain, 0);
        if (!(Teaching >= 0) || double.IsInfinity(Teaching))
        {
            throw new SpecificationException(Part, $"is taught with strength {Teaching}, expected a finite value of at least 0");
        }
    }
}
