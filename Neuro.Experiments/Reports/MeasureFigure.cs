using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>Measures of hidden layers over epochs: a row of panels for each layer, a column for each measure.</summary>
internal static class MeasureFigure
{
    /// <summary>Draws some measures.</summary>
    /// <param name="title">What they tell.</param>
    /// <param name="measures">The measures.</param>
    public static Func<ReportData, FigureResult> Of(string title, IReadOnlyList<Measure> measures) => data => Draw(data, title, measures);

    private static FigureResult Draw(ReportData data, string title, IReadOnlyList<Measure> measures)
    {
        var layers = data.Runs.SelectMany(run => run.Alignment?.Names("layer") ?? []).Distinct().ToList();
        var lines = layers
            .Select(layer => measures.Select(measure => data.Groups.Select(group => group.Curve(null, null, run => Points(run, layer, measure))).ToList()).ToList())
            .ToList();
        // A measure that no model has takes no room.
        var shown = Enumerable.Range(0, measures.Count).Where(m => lines.Exists(layer => layer[m].Exists(Curves.HasValues))).ToList();
        return shown.Count == 0
            ? FigureResult.NotRecorded($"a value of {string.Join(" or ", measures.Select(measure => measure.Column))}")
            : new Figure($"{title}: {data.Subject}", [.. layers.SelectMany((layer, row) => shown.Select(m => Panel(layer, measures[m], lines[row][m])))])
            {
                Columns = shown.Count,
                PlotWidth = shown.Count > 2 ? 200 : 280,
                PlotHeight = 150,
                Note = data.Note,
            };
    }

    private static IReadOnlyList<(double X, double Y)> Points(ReportRun run, string layer, Measure measure) =>
        run.Alignment is { } table ? table.Points("epoch", measure.Column, ("layer", layer)) : [];

    private static PlotPanel Panel(string layer, Measure measure, IReadOnlyList<LineSeries> lines) =>
        new(new Axis("epoch") { IsWhole = true }, new Axis(measure.Label, measure.Unit) { Scale = measure.Scale, ShowsZero = true }) { Title = layer, Lines = lines };
}
