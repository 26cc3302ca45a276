using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>What was read, as against lockstep: a panel for each projection.</summary>
internal static class StalenessFigure
{
    /// <summary>More projections than this have no panel.</summary>
    private const int MostPanels = 24;

    /// <summary>Offsets that are shown on either side at least, so that the bar of lockstep is seen to be alone.</summary>
    private const double LeastReach = 2;

    public static FigureResult Draw(ReportData data)
    {
        var counts = data.Groups.Select(group => OffsetCounts.Sum(group.Runs.Select(OffsetCounts.Of))).ToList();
        var projections = counts.SelectMany(count => count.Projections).Distinct().ToList();
        if (projections.Count == 0)
        {
            return FigureResult.NotRecorded("counts of what was read");
        }

        var left = projections.Count > MostPanels ? $" Left out: {string.Join(", ", projections.Skip(MostPanels))}." : string.Empty;
        return new Figure($"Versions read, as against lockstep: {data.Subject}", [.. projections.Take(MostPanels).Select(projection => Panel(data, counts, projection))])
        {
            Columns = 3, PlotWidth = 200, PlotHeight = 120, Note = $"Share of all reads of the projection while learning, over all runs.{left}",
        };
    }

    private static PlotPanel Panel(ReportData data, List<OffsetCounts> counts, string projection)
    {
        var reads = counts.Select(count => count.Of(projection)).ToList();
        // Each series has a bar, of no height where nothing was read, at each place that any has.
        double[] offsets = [.. reads.SelectMany(offset => offset.Keys).Distinct().Order()];
        var reach = offsets.Select(Math.Abs).Append(LeastReach).Max() + 0.5;
        return new PlotPanel(new Axis("version − that of lockstep", "steps") { IsWhole = true, Least = -reach, Most = reach }, new Axis("reads", "%") { Least = 0 })
        {
            Title = projection,
            Bars = [.. data.Groups.Zip(reads, (group, offset) => new BarSeries(
                group.Label, group.Style, offsets, [.. offsets.Select(at => 100.0 * offset.GetValueOrDefault((long)at) / Math.Max(1, offset.Values.Sum()))], data.IsOneGroup ? 1 : 0.8))],
        };
    }
}
