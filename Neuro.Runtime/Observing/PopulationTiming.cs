namespace Neuro.Runtime.Observing;

/// <summary>What one population did with its time, over the trials that were measured. The parts add up to 1; NaN where nothing was measured.</summary>
/// <param name="Population">Its name.</param>
/// <param name="StepsPerSecond">Steps that it took, over the length of all runs.</param>
/// <param name="Waiting">Part of the time from the end of a turn that could not go on (an input is not said, or a slot not free) to the next step: for inputs, and for a worker after that.</param>
/// <param name="Ready">Part of the time in which it could go on but had let others pass.</param>
/// <param name="Busy">Part of the time in its turns.</param>
/// <param name="Compute">Of that, in the population's own step, opening and closing; null when it was not told apart.</param>
/// <param name="Deliver">Of that, everything else: choosing versions, applying signals, publishing and waking; null when it was not told apart.</param>
public sealed record PopulationTiming(string Population, double StepsPerSecond, double Waiting, double Ready, double Busy, double? Compute, double? Deliver);
