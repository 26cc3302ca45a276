using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>A measure of hidden layers.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Label">What its axis says.</param>
/// <param name="Scale">The scale of that axis; a linear one shows zero.</param>
/// <param name="Unit">Its unit; null for none.</param>
internal sealed record Measure(string Column, string Label, AxisScale Scale = AxisScale.Linear, string? Unit = null);
