namespace Neuro.Experiments.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure, a median.</param>
/// <param name="Unit">Its unit; <c>x</c> for ratios.</param>
/// <param name="Low">The least of the repeats, or null.</param>
/// <param name="High">The largest of the repeats, or null.</param>
/// <param name="Goal">What it should be, in words; null for none.</param>
/// <param name="Met">Whether it is; null where there is no goal, or nothing to compare with.</param>
internal sealed record BenchmarkRow(string What, double? Value, string Unit, double? Low = null, double? High = null, string? Goal = null, bool? Met = null);
