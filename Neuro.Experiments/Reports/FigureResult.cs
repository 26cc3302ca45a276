using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>A figure, or why there is none.</summary>
/// <param name="Figure">The figure; null when there is none.</param>
/// <param name="Missing">Why there is none; empty when there is one.</param>
internal sealed record FigureResult(Figure? Figure, string Missing)
{
    public static implicit operator FigureResult(Figure figure) => new(figure, string.Empty);

    /// <summary>No figure.</summary>
    /// <param name="why">Why, as a sentence.</param>
    public static FigureResult None(string why) => new(null, why);

    /// <summary>No figure, since no run has recorded what it shows.</summary>
    /// <param name="what">What that is.</param>
    /// <param name="key">The key that decides whether it is recorded; null when it always is.</param>
    public static FigureResult NotRecorded(string what, string? key = null) =>
        None($"No run has {what}{(key is null ? string.Empty : $" (see the key {key})")}.");
}
