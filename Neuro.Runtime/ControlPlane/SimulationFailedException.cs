namespace Neuro.Runtime.ControlPlane;

/// <summary>A population failed and stopped the run; the first failure wins.</summary>
/// <param name="failure">Where and why.</param>
public sealed class SimulationFailedException(PopulationFailure failure)
    : Exception($"{failure.Part} failed at step {failure.Step} of trial {failure.Trial}: {failure.Cause.Message}", failure.Cause)
{
    /// <summary>Where and why.</summary>
    public PopulationFailure Failure { get; } = failure;
}
