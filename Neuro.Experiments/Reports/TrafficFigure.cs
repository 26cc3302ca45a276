using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>Events and synaptic operations: by projection and phase over the whole run, and by epoch.</summary>
internal static class TrafficFigure
{
    /// <summary>Bars whose lengths differ by more than this stand on a logarithmic axis, or the short ones could not be seen.</summary>
    private const double Apart = 50;

    private static readonly (string Title, string[] Columns)[] Counts =
    [
        ("events", ["events", "signal_events"]), ("synaptic operations", ["synaptic_operations"]),
    ];

    public static FigureResult Draw(ReportData data)
    {
        var tables = data.Runs.Select(run => run.Traffic).OfType<TableData>().ToList();
        if (tables.Count == 0)
        {
            return FigureResult.NotRecorded("counts of messages");
        }

        var projections = tables.SelectMany(table => table.Names("projection")).Distinct().ToList();
        var phases = tables.SelectMany(table => table.Names("phase")).Distinct().ToList();
        var panels = Counts.Select(count => Bars(data, count.Title, count.Columns, projections, phases)).ToList<Panel>();
        if (tables.Exists(table => table.Column("epoch").Any(double.IsFinite)))
        {
            panels.AddRange(Counts.Select(count => Lines(data, count.Title, count.Columns, phases)));
        }

        return new Figure($"Events and operations: {data.Subject}", panels) { Note = data.Note };
    }

    private static PlotPanel Bars(ReportData data, string title, string[] columns, List<string> projections, List<string> phases)
    {
        double Mean(ReportGroup group, string projection, string? phase) =>
            group.Runs.Where(run => run.Traffic is not null).Select(run => Sum(run.Traffic!, columns, projection, phase)).DefaultIfEmpty(double.NaN).Average();
        double[] places = [.. Enumerable.Range(0, projections.Count)];
        List<BarSeries> bars = data.IsOneGroup
            ? [.. phases.Select((phase, at) => new BarSeries(phase, at, places, [.. projections.Select(projection => Mean(data.Groups[0], projection, phase))]))]
            : [.. data.Groups.Select(group => new BarSeries(group.Label, group.Style, places, [.. projections.Select(projection => Mean(group, projection, null))]))];
        var heights = bars.SelectMany(bar => bar.Y).Where(height => height > 0).ToList();
        var scale = heights.Count > 0 && heights.Max() > Apart * heights.Min() ? AxisScale.Logarithmic : AxisScale.Linear;
        return new PlotPanel(new Axis("projection") { Categories = projections }, new Axis($"{title} of the run") { Scale = scale }) { Title = $"{title} by projection", Bars = bars };
    }

    private static PlotPanel Lines(ReportData data, string title, string[] columns, List<string> phases)
    {
        IEnumerable<LineSeries> lines = data.IsOneGroup
            ? phases.Select((phase, at) => data.Groups[0].Curve(phase, at, run => ByEpoch(run.Traffic, columns, phase)))
            : data.Groups.Select(group => group.Curve(null, null, run => ByEpoch(run.Traffic, columns, null)));
        return new PlotPanel(new Axis("epoch") { IsWhole = true }, new Axis($"{title} of the epoch") { ShowsZero = true }) { Title = $"{title} by epoch", Lines = [.. lines] };
    }

    private static double Sum(TableData table, string[] columns, string projection, string? phase) =>
        columns.Sum(column => table.Points("epoch", column, [("projection", projection), .. Where(phase)]).Sum(point => point.Y));

    private static IReadOnlyList<(double X, double Y)> ByEpoch(TableData? table, string[] columns, string? phase) => table is null
        ? []
        : [.. columns.SelectMany(column => table.Points("epoch", column, [.. Where(phase)])).GroupBy(point => point.X).Select(epoch => (epoch.Key, epoch.Sum(point => point.Y)))];

    private static IEnumerable<(string Column, string Word)> Where(string? phase) => phase is null ? [] : [("phase", phase)];
}
