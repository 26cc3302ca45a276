namespace Neuro.Experiments.Charts;

/// <summary>A small image of a panel of images.</summary>
/// <param name="Label">What stands below it; empty for nothing.</param>
/// <param name="Values">Its values.</param>
internal sealed record Tile(string Label, Raster Values);
