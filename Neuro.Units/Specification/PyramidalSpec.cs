using Neuro.Units.Activations;
using Neuro.Units.Losses;

namespace Neuro.Units.Specification;

/// <summary>Pyramidal units: <c>tau ds/dt = -s + b + e</c> with <c>e = t - c</c> (ghost paper, Eq. 1).</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Firing-rate function rho.</param>
/// <param name="TimeConstant">tau in ms.</param>
/// <param name="Loss">The loss by which an output population is nudged; null for a hidden one.</param>
public sealed record PyramidalSpec(string Name, int Units, Activation Activation, double TimeConstant, Loss? Loss = null)
    : DynamicSpec(Name, Units, Activation, TimeConstant)
{
    /// <summary>
    /// A control: errors reach the wrong units. Within each block of 32 units they are permuted and given random signs, anew in every trial, after cancellation has
    /// been learned from the right ones. Default: off.
    /// </summary>
    public bool ShuffleError { get; init; }

    /// <summary>
    /// Whether its rule takes the rate of change of the state, <c>tau ds/dt</c>, for the error e: Hinton's reading, under which no error has to be known apart from what it does.
    /// Default: off.
    /// </summary>
    public bool ErrorFromChange { get; init; }
}
