namespace Neuro.Experiments.Charts;

/// <summary>What a panel needs around its plot, in pixels.</summary>
internal readonly record struct Margins(double Left, double Top, double Right, double Bottom);
