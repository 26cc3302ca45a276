namespace Neuro.Experiments.Reports;

/// <summary>Runs that differ in the seed alone.</summary>
/// <param name="Label">What tells them from others; null when there are no others.</param>
/// <param name="Style">The number of the style of their series.</param>
/// <param name="Runs">The runs.</param>
internal sealed record ReportGroup(string? Label, int Style, IReadOnlyList<ReportRun> Runs)
{
    /// <summary>A line of their mean.</summary>
    /// <param name="name">Its words in the legend; null for those of the group.</param>
    /// <param name="style">The number of its style; null for that of the group.</param>
    /// <param name="points">Gives the points of a run.</param>
    public Charts.LineSeries Curve(string? name, int? style, Func<ReportRun, IReadOnlyList<(double X, double Y)>> points) =>
        Curves.Of(name ?? Label, style ?? Style, [.. Runs.Select(points)]);
}
