namespace Neuro.Runtime.Observing;

/// <summary>Where one recorded value belongs.</summary>
/// <param name="Trial">Trial from 0.</param>
/// <param name="Step">Step within the trial; 0 is the initial version.</param>
/// <param name="Population">Name of the population.</param>
/// <param name="Variable">The variable.</param>
/// <param name="Sample">Sample from 0.</param>
/// <param name="Unit">Unit from 0.</param>
public sealed record ActivityPlace(long Trial, int Step, string Population, ActivityVariable Variable, int Sample, int Unit);
