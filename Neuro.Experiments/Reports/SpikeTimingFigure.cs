using Neuro.Experiments.Charts;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Reports;

/// <summary>The curve of the study of spike timing: measured, and in closed form.</summary>
internal static class SpikeTimingFigure
{
    private const int Measured = 0;
    private const int ClosedForm = 1;

    public static FigureResult Draw(ReportData data)
    {
        List<(ReportGroup Group, IReadOnlyList<TableData> Tables)> groups =
            [.. data.Groups.Select(group => (group, Tables(group))).Where(found => found.Item2.Count > 0)];
        return groups.Count == 0
            ? FigureResult.NotRecorded($"the table {SpikeTimingStudy.Table} of a study that came to its end")
            : new Figure($"Spike timing: {data.Subject}", [.. groups.Select(found => Panel(found.Group.Label, found.Tables))])
            {
                Columns = 1, PlotWidth = 460, PlotHeight = 260, Note = groups.Exists(found => found.Tables.Count > 1) ? "Mean over runs that differ in the seed alone; error bars are of that mean." : string.Empty,
            };
    }

    private static IReadOnlyList<TableData> Tables(ReportGroup group) => [.. group.Runs.Select(run => run.Table(SpikeTimingStudy.Table)).OfType<TableData>()];

    private static PlotPanel Panel(string? label, IReadOnlyList<TableData> tables)
    {
        var places = tables[0].Column("difference");
        double[] mean = [.. places.Select((_, row) => tables.Average(table => table.Column("measured")[row]))];
        double[] error = [.. places.Select((_, row) => Math.Sqrt(tables.Sum(table => Math.Pow(table.Column("standard_error")[row], 2))) / tables.Count)];
        return new PlotPanel(new Axis("postsynaptic less presynaptic spike", "ms"), new Axis("mean dr/dt", "Hz/ms"))
        {
            Title = label ?? string.Empty,
            Lines = [Apart(places, mean, error), new LineSeries("closed form", ClosedForm, places, tables[0].Column("closed_form"))],
        };
    }

    /// <summary>Points with a gap after each, so that they are markers with bars of one standard error to either side.</summary>
    private static LineSeries Apart(IReadOnlyList<double> places, double[] mean, double[] error)
    {
        IReadOnlyList<double> Gaps(IEnumerable<double> values) => [.. values.SelectMany(value => (double[])[value, double.NaN])];
        return new LineSeries("measured, with one standard error", Measured, [.. places.SelectMany(place => (double[])[place, place])], Gaps(mean))
        {
            Band = (Gaps(mean.Zip(error, (value, half) => value - half)), Gaps(mean.Zip(error, (value, half) => value + half))),
        };
    }
}
