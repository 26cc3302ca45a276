using Neuro.Units.Activations;

namespace Neuro.Units.Specification;

/// <summary>A population with a state that evolves in time.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Firing-rate function rho.</param>
/// <param name="TimeConstant">tau in ms, above 0; the Euler ratio dt / tau must be at most 1.</param>
public abstract record DynamicSpec(string Name, int Units, Activation Activation, double TimeConstant) : PopulationSpec(Name, Units)
{
    internal override void Validate()
    {
        base.Validate();
        if (!(TimeConstant > 0) || double.IsInfinity(TimeConstant))
        {
            throw new SpecificationException(Part, $"has time constant {TimeConstant} ms, expected a finite value above 0");
        }
    }
}
