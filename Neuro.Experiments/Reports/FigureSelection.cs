namespace Neuro.Experiments.Reports;

/// <summary>What of the activity of a run a figure shows. What is null is chosen by the figure.</summary>
/// <param name="Trial">The trial, from 0; null for the last whole one that was recorded.</param>
/// <param name="Sample">The sample of the trial; null for the first that was recorded.</param>
/// <param name="Unit">The unit; null for the first that was recorded of each population.</param>
/// <param name="Population">The population; null for all.</param>
internal sealed record FigureSelection(long? Trial = null, int? Sample = null, int? Unit = null, string? Population = null);
