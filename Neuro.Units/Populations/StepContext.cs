using Neuro.Units.Specification;

namespace Neuro.Units.Populations;

/// <summary>Where in a trial a step stands.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="PhaseIndex">Its index among the network's phases.</param>
/// <param name="Offset">The step within the phase, from 0.</param>
public readonly record struct StepContext(PhaseSpec Phase, int PhaseIndex, int Offset)
{
    /// <summary>Whether this is the last step of the phase.</summary>
    public bool EndsPhase => Offset == Phase.Steps - 1;
}
