namespace Neuro.Experiments.Charts;

/// <summary>Draws named stretches of an x axis.</summary>
internal static class RegionPainter
{
    /// <summary>By how much a name may be wider than its stretch: names are centred, so that those of neighbours rarely meet.</summary>
    private const double Overhang = 12;

    /// <summary>Room above a plot for the names.</summary>
    public static double Room(IReadOnlyList<Region> regions) => regions.Count == 0 ? 0 : Theme.NoteText + 4;

    /// <summary>Draws the shades behind a plot.</summary>
    public static void DrawShades(SvgWriter svg, Box plot, AxisMap x, IReadOnlyList<Region> regions)
    {
        foreach (var region in regions)
        {
            var (from, to) = (x.Within(region.From), x.Within(region.To));
            if (to > from)
            {
                svg.Fill(new Box(from, plot.Top, to - from, plot.Height), Theme.Region(region.Style));
            }
        }
    }

    /// <summary>Draws borders over a plot that hides shades.</summary>
    public static void DrawBorders(SvgWriter svg, Box plot, AxisMap x, IReadOnlyList<Region> regions)
    {
        foreach (var edge in regions.SelectMany(region => (double[])[x.Within(region.From), x.Within(region.To)]).Distinct().Where(edge => edge > plot.Left + 0.5 && edge < plot.Right - 0.5))
        {
            svg.Element(
                "line",
                ("x1", edge), ("y1", plot.Top - 4), ("x2", edge), ("y2", plot.Bottom), ("stroke", "#ffffff"), ("stroke-width", 1.2), ("stroke-dasharray", "4 2"));
            svg.Line(edge, plot.Top - 5, edge, plot.Top, Theme.Ink, Theme.FrameWidth);
        }
    }

    /// <summary>Writes the names above a plot.</summary>
    public static void DrawNames(SvgWriter svg, Box plot, AxisMap x, IReadOnlyList<Region> regions)
    {
        foreach (var region in regions)
        {
            var (from, to) = (x.Within(region.From), x.Within(region.To));
            var name = TextMetrics.Cut(region.Label, Theme.NoteText, to - from + Overhang);
            if (name.Length > 1)
            {
                svg.Text((from + to) / 2, plot.Top - 4, name, Theme.NoteText, TextAnchor.Middle, Theme.Faint);
            }
        }
    }
}
