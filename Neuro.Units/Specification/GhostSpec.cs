using Neuro.Units.Activations;

namespace Neuro.Units.Specification;

/// <summary>Ghost units: <c>tau dg/dt = -g + V_f rho(s)</c> (ghost paper, Eq. 2).</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Firing-rate function rho.</param>
/// <param name="TimeConstant">tau in ms.</param>
public sealed record GhostSpec(string Name, int Units, Activation Activation, double TimeConstant)
    : DynamicSpec(Name, Units, Activation, TimeConstant);
