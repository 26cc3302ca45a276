namespace Neuro.Experiments.Charts;

/// <summary>A part of a line without gaps, in pixels.</summary>
/// <param name="Points">Its points, at least one.</param>
internal sealed record LinePiece(IReadOnlyList<(double X, double Y)> Points);
