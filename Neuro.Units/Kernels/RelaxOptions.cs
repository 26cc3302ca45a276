namespace Neuro.Units.Kernels;

/// <summary>How a Hopfield unit relaxes.</summary>
/// <param name="HasSlope">Whether the slope of the rate stands before the currents.</param>
/// <param name="Clips">Whether states are clipped to 0 .. 1.</param>
/// <param name="StepRatio">dt / tau.</param>
internal readonly record struct RelaxOptions(bool HasSlope, bool Clips, float StepRatio);
