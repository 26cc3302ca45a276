namespace Neuro.Experiments.Charts;

/// <summary>A stretch of the x axis that is shaded and named, such as a phase of a trial.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Label">Its name.</param>
/// <param name="Style">The number of its shade.</param>
internal readonly record struct Region(double From, double To, string Label, int Style);
