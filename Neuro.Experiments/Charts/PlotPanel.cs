namespace Neuro.Experiments.Charts;

/// <summary>Lines, points and bars between two axes.</summary>
/// <param name="x">The axis below.</param>
/// <param name="y">The axis on the left.</param>
internal sealed class PlotPanel(Axis x, Axis y) : Panel
{
    /// <summary>Lines of more points than this are drawn without markers.</summary>
    private const int MostMarkers = 36;

    /// <summary>Lines of more points than this are drawn without dashes.</summary>
    private const int MostDashed = 500;

    /// <summary>Size of a point among many, in pixels.</summary>
    private const double PointSize = 2;

    /// <summary>How far markers may reach over the edge of the plot.</summary>
    private const double Overhang = Theme.MarkerSize;

    /// <summary>The lines.</summary>
    public IReadOnlyList<LineSeries> Lines { get; init; } = [];

    /// <summary>The points.</summary>
    public IReadOnlyList<PointSeries> Points { get; init; } = [];

    /// <summary>Whether a line behind all else tells where both axes have the same value, as far as they do.</summary>
    public bool ShowsEquality { get; init; }

    /// <summary>The bars.</summary>
    public IReadOnlyList<BarSeries> Bars { get; init; } = [];

    /// <summary>Shaded stretches of the x axis.</summary>
    public IReadOnlyList<Region> Regions { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<LegendEntry> Legend =>
    [
        .. Lines.Where(line => line.Name is not null).Select(line => new LegendEntry(line.Name!, line.Style, HasMarkers(line) ? LegendSample.MarkedLine : line.IsScattered ? LegendSample.Marker : LegendSample.Line)),
        .. Bars.Where(bar => bar.Name is not null).Select(bar => new LegendEntry(bar.Name!, bar.Style, LegendSample.Bar)),
    ];

    /// <inheritdoc/>
    public override Margins Margins((double Width, double Height) size)
    {
        if (Ranges() is not { } ranges)
        {
            return default;
        }

        var (across, up) = (AxisPainter.Across(x, ranges.X, size.Width), AxisPainter.Up(y, ranges.Y, size.Height));
        return new Margins(
            Math.Max(AxisPainter.RoomBeside(y, up), AxisPainter.OverhangLeft(x, across, size.Width)),
            Math.Max(RegionPainter.Room(Regions), Theme.TickText / 2),
            AxisPainter.OverhangRight(across),
            AxisPainter.RoomBelow(x, across, size.Width));
    }

    /// <inheritdoc/>
    public override void Draw(SvgWriter svg, Box plot)
    {
        if (Ranges() is not { } ranges)
        {
            DrawNoData(svg, plot);
            return;
        }

        var (across, up) = (new AxisMap(ranges.X, plot.Left, plot.Right), new AxisMap(ranges.Y, plot.Bottom, plot.Top));
        var ticks = AxisPainter.Up(y, ranges.Y, plot.Height);
        RegionPainter.DrawShades(svg, plot, across, Regions);
        foreach (var tick in ticks.Where(tick => tick.Label.Length > 0))
        {
            svg.Line(plot.Left, up.Pixel(tick.Value), plot.Right, up.Pixel(tick.Value), Regions.Count > 0 ? "#ffffff" : Theme.Grid, Theme.FrameWidth);
        }

        if (ranges.Y is { Scale: AxisScale.Linear, Least: < 0, Most: > 0 })
        {
            svg.Line(plot.Left, up.Pixel(0), plot.Right, up.Pixel(0), Theme.Faint, Theme.FrameWidth);
        }

        // An inner drawing with the same coordinates cuts off what lies beyond axes whose ends are given.
        var inner = new Box(plot.Left - Overhang, plot.Top - Overhang, plot.Width + (2 * Overhang), plot.Height + (2 * Overhang));
        svg.Open(
            "svg",
            ("x", inner.Left), ("y", inner.Top), ("width", inner.Width), ("height", inner.Height),
            ("viewBox", string.Join(' ', ((double[])[inner.Left, inner.Top, inner.Width, inner.Height]).Select(SvgWriter.Number))));
        var (from, to) = (Math.Max(ranges.X.Least, ranges.Y.Least), Math.Min(ranges.X.Most, ranges.Y.Most));
        if (ShowsEquality && from < to)
        {
            svg.Line(across.Pixel(from), up.Pixel(from), across.Pixel(to), up.Pixel(to), Theme.Faint, Theme.FrameWidth);
        }

        DrawBars(svg, across, up);
        foreach (var points in Points)
        {
            DrawPoints(svg, points, across, up);
        }

        foreach (var line in Lines)
        {
            DrawBand(svg, line, across, up);
        }

        foreach (var line in Lines)
        {
            DrawLine(svg, line, across, up);
        }

        svg.Close();
        RegionPainter.DrawNames(svg, plot, across, Regions);
        AxisPainter.DrawBelow(svg, plot, x, across, AxisPainter.Across(x, ranges.X, plot.Width));
        AxisPainter.DrawLeft(svg, plot, y, up, ticks);
    }

    private (AxisRange X, AxisRange Y)? Ranges()
    {
        var places = Lines.SelectMany(line => line.X)
            .Concat(Points.SelectMany(points => points.X))
            .Concat(Bars.SelectMany(bar => bar.X.SelectMany(at => (double[])[at - (bar.Width / 2), at + (bar.Width / 2)])))
            .Concat(Regions.SelectMany(region => (double[])[region.From, region.To]));
        var standing = Bars.Count > 0 ? y with { ShowsZero = true } : y;
        var values = Lines.SelectMany(line => line.Values).Concat(Points.SelectMany(points => points.Y)).Concat(Bars.SelectMany(bar => bar.Y));
        // Axes whose ends are given say nothing while there is nothing between them.
        return values.Any(value => AxisRange.CanShow(value, y.Scale)) && AxisRange.Of(x, places) is { } across && AxisRange.Of(standing, values) is { } up ? (across, up) : null;
    }

    private void DrawBars(SvgWriter svg, AxisMap across, AxisMap up)
    {
        foreach (var (place, bars) in Bars.Index())
        {
            var style = SeriesStyle.Of(bars.Style);
            var width = bars.Width / Bars.Count;
            for (var i = 0; i < bars.X.Count; i++)
            {
                if (!across.CanShow(bars.X[i]) || !up.CanShow(bars.Y[i]))
                {
                    continue;
                }

                var left = bars.X[i] - (bars.Width / 2) + (place * width);
                var (from, to) = (across.Pixel(left), across.Pixel(left + width));
                var (foot, top) = (up.Within(0), up.Pixel(bars.Y[i]));
                svg.Element(
                    "rect",
                    ("x", from), ("y", Math.Min(foot, top)), ("width", to - from), ("height", Math.Abs(top - foot)),
                    ("fill", style.Colour), ("stroke", "#ffffff"), ("stroke-width", to - from > 4 ? 0.6 : 0));
            }
        }
    }

    /// <summary>All points as the round ends of strokes without length, in one path: thousands of them stay small. Of those that cover each other one is left.</summary>
    private static void DrawPoints(SvgWriter svg, PointSeries points, AxisMap across, AxisMap up)
    {
        var places = points.X.Zip(points.Y)
            .Where(point => across.CanShow(point.First) && up.CanShow(point.Second))
            .Select(point => (X: Math.Round(across.Pixel(point.First), 1), Y: Math.Round(up.Pixel(point.Second), 1)))
            .Distinct()
            .ToList();
        if (places.Count > 0)
        {
            svg.Element(
                "path",
                ("d", string.Concat(places.Select(place => $"M{SvgWriter.Number(place.X)} {SvgWriter.Number(place.Y)}h.01"))),
                ("fill", "none"), ("stroke", SeriesStyle.Of(points.Style).Colour), ("stroke-width", PointSize), ("stroke-linecap", "round"));
        }
    }

    private static void DrawBand(SvgWriter svg, LineSeries line, AxisMap across, AxisMap up)
    {
        if (line.Band is null)
        {
            return;
        }

        foreach (var piece in LineReduction.BandPieces(line, across, up))
        {
            if (piece.Points is [var top, var foot])
            {
                svg.Element(
                    "line",
                    ("x1", top.X), ("y1", top.Y), ("x2", foot.X), ("y2", foot.Y), ("stroke", SeriesStyle.Of(line.Style).Colour), ("stroke-opacity", 0.35), ("stroke-width", 3));
                continue;
            }

            svg.Element("path", ("d", Path(piece) + "Z"), ("fill", SeriesStyle.Of(line.Style).Colour), ("fill-opacity", 0.18));
        }
    }

    private static void DrawLine(SvgWriter svg, LineSeries line, AxisMap across, AxisMap up)
    {
        var style = SeriesStyle.Of(line.Style);
        var pieces = LineReduction.Pieces(line, across, up);
        var path = string.Concat(pieces.Where(piece => piece.Points.Count > 1).Select(Path));
        if (path.Length > 0)
        {
            List<SvgAttribute> attributes = [("d", path), ("fill", "none"), ("stroke", style.Colour), ("stroke-width", Theme.LineWidth), ("stroke-linejoin", "round")];
            // Dashes of a line that turns in every column of pixels would be noise.
            if (style.Dashes is not null && line.X.Count <= MostDashed)
            {
                attributes.Add(("stroke-dasharray", style.Dashes));
            }

            svg.Element("path", [.. attributes]);
        }

        // A point between gaps has no line to be seen by.
        var marked = HasMarkers(line) ? pieces : pieces.Where(piece => piece.Points.Count == 1);
        foreach (var (px, py) in marked.SelectMany(piece => piece.Points))
        {
            Markers.Draw(svg, style, px, py);
        }
    }

    private static bool HasMarkers(LineSeries line) => line.X.Count <= MostMarkers;

    private static string Path(LinePiece piece) =>
        string.Concat(piece.Points.Select((point, at) => $"{(at == 0 ? 'M' : 'L')}{SvgWriter.Number(point.X)} {SvgWriter.Number(point.Y)}"));
}
