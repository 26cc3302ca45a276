namespace Neuro.Experiments.Charts;

/// <summary>A line of the legend.</summary>
/// <param name="Name">Its words.</param>
/// <param name="Style">The number of the style of its series.</param>
/// <param name="Sample">What stands before the words.</param>
internal readonly record struct LegendEntry(string Name, int Style, LegendSample Sample);
