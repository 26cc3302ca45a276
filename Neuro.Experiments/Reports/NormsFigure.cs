using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>Norms of weights over epochs: a panel for each projection.</summary>
internal static class NormsFigure
{
    private const int Changes = 1;

    public static FigureResult Draw(ReportData data)
    {
        var projections = data.Runs.SelectMany(run => run.Norms?.Names("projection") ?? []).Distinct().ToList();
        return projections.Count == 0
            ? FigureResult.NotRecorded("a complete part of the table weights", "trace.tables")
            : new Figure($"Norms of weights: {data.Subject}", [.. projections.Select(projection => Panel(data, projection))]) { Columns = 3, PlotWidth = 200, PlotHeight = 140, Note = data.Note };
    }

    private static PlotPanel Panel(ReportData data, string projection)
    {
        IReadOnlyList<(double X, double Y)> Points(ReportRun run, string column) => run.Norms is { } table ? table.Points("epoch", column, ("projection", projection)) : [];
        IEnumerable<LineSeries> lines = data.IsOneGroup
            ? [data.Groups[0].Curve("weights", 0, run => Points(run, "norm")), data.Groups[0].Curve("change since the row before", Changes, run => Points(run, "change"))]
            : data.Groups.Select(group => group.Curve(null, null, run => Points(run, "norm")));
        return new PlotPanel(new Axis("epoch") { IsWhole = true }, new Axis("Frobenius norm") { ShowsZero = true }) { Title = projection, Lines = [.. lines.Where(Curves.HasValues)] };
    }
}
