namespace Neuro.Experiments.Charts;

/// <summary>Draws the legend of a figure: samples of lines, markers and bars with their names, in rows.</summary>
internal static class LegendPainter
{
    private const double Sample = 26;
    private const double RowHeight = 15;

    /// <summary>The entries of several panels, each name and style once.</summary>
    public static IReadOnlyList<LegendEntry> Entries(IEnumerable<Panel> panels) => [.. panels.SelectMany(panel => panel.Legend).Distinct()];

    /// <summary>Height of the legend.</summary>
    public static double Height(IReadOnlyList<LegendEntry> entries, double width) =>
        entries.Count == 0 ? 0 : (Places(entries, width)[^1].Row + 1) * RowHeight;

    /// <summary>Draws the legend.</summary>
    /// <param name="left">Its left edge.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="width">Its width.</param>
    public static void Draw(SvgWriter svg, IReadOnlyList<LegendEntry> entries, double left, double top, double width)
    {
        foreach (var (entry, (x, row)) in entries.Zip(Places(entries, width)))
        {
            var style = SeriesStyle.Of(entry.Style);
            var (from, y) = (left + x, top + (row * RowHeight) + (RowHeight / 2));
            if (entry.Sample == LegendSample.Bar)
            {
                svg.Fill(new Box(from + Sample - 11, y - 5, 11, 10), style.Colour);
            }
            else if (entry.Sample == LegendSample.Marker)
            {
                Markers.Draw(svg, style, from + (Sample / 2), y);
            }
            else
            {
                List<SvgAttribute> attributes = [("x1", from), ("y1", y), ("x2", from + Sample), ("y2", y), ("stroke", style.Colour), ("stroke-width", Theme.LineWidth)];
                if (style.Dashes is not null)
                {
                    attributes.Add(("stroke-dasharray", style.Dashes));
                }

                svg.Element("line", [.. attributes]);
                if (entry.Sample == LegendSample.MarkedLine)
                {
                    Markers.Draw(svg, style, from + (Sample / 2), y);
                }
            }

            svg.Text(from + Sample + Theme.SmallGap, y + 3.5, Name(entry, width), Theme.TickText);
        }
    }

    private static string Name(LegendEntry entry, double width) => TextMetrics.Cut(entry.Name, Theme.TickText, width - Sample - Theme.SmallGap);

    private static List<(double X, int Row)> Places(IReadOnlyList<LegendEntry> entries, double width)
    {
        var places = new List<(double X, int Row)>();
        var (x, row) = (0.0, 0);
        foreach (var entry in entries)
        {
            var needed = Sample + Theme.SmallGap + TextMetrics.Width(Name(entry, width), Theme.TickText);
            if (x > 0 && x + needed > width)
            {
                (x, row) = (0, row + 1);
            }

            places.Add((x, row));
            x += needed + Theme.Gap;
        }

        return places;
    }
}
