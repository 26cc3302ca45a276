using Neuro.Experiments.Charts;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Reports;

/// <summary>Of the study of nudging over depth: direction and size of the errors of the deepest networks, layer by layer, and of the lowest layer over the depth.</summary>
internal static class NudgeDepthFigure
{
    public static FigureResult Draw(ReportData data)
    {
        List<TableData> tables = [.. data.Runs.Select(run => run.Table(NudgeDepthStudy.Table)).OfType<TableData>()];
        if (tables.Count == 0)
        {
            return FigureResult.NotRecorded($"the table {NudgeDepthStudy.Table} of a study that came to its end");
        }

        var deepest = tables.Max(table => table.Column("depth").Max());
        PlotPanel ByLayer(string title, string column, Axis y) => Panel(tables, title, new Axis("layers below the output") { IsWhole = true }, y, "below_output", column, row => row.Depth == deepest);
        PlotPanel ByDepth(string title, string column, Axis y) => Panel(tables, title, new Axis("hidden layers") { IsWhole = true }, y, "depth", column, row => row.Layer == 1);
        return new Figure(
            $"A nudge of the output on its way down: {data.Subject}",
            [
                ByLayer($"{deepest} hidden layers", "cosine", new Axis("cosine with the gradient") { ShowsZero = true }),
                ByLayer($"{deepest} hidden layers", "ratio", new Axis("|error| / |gradient|") { Scale = AxisScale.Logarithmic }),
                ByLayer($"{deepest} hidden layers", "error_norm", new Axis("|error|") { Scale = AxisScale.Logarithmic }),
                ByDepth("lowest layer", "cosine", new Axis("cosine with the gradient") { ShowsZero = true }),
                ByDepth("lowest layer", "ratio", new Axis("|error| / |gradient|") { Scale = AxisScale.Logarithmic }),
                ByDepth("lowest layer", "error_norm", new Axis("|error|") { Scale = AxisScale.Logarithmic }),
            ])
        {
            Columns = 3,
            PlotWidth = 220,
            PlotHeight = 170,
            Note = "Means over networks; bands reach from the least to the largest.",
        };
    }

    private static PlotPanel Panel(List<TableData> tables, string title, Axis x, Axis y, string place, string column, Func<(double Depth, double Layer), bool> isShown)
    {
        var models = tables.SelectMany(table => table.Names("model")).Distinct().ToList();
        return new PlotPanel(x, y)
        {
            Title = title,
            Lines = [.. models.Select((model, at) => Curves.Of(model, at, [.. tables.SelectMany(table => Networks(table, model, place, column, isShown))]))],
        };
    }

    private static IEnumerable<IReadOnlyList<(double X, double Y)>> Networks(TableData table, string model, string place, string column, Func<(double Depth, double Layer), bool> isShown)
    {
        var (models, depths, layers, networks) = (table.Words["model"], table.Column("depth"), table.Column("layer"), table.Column("network"));
        var (places, values) = (table.Column(place), table.Column(column));
        return Enumerable.Range(0, values.Count)
            .Where(row => models[row] == model && isShown((depths[row], layers[row])))
            .GroupBy(row => networks[row])
            .Select(rows => (IReadOnlyList<(double X, double Y)>)[.. rows.Select(row => (places[row], values[row]))]);
    }
}
