namespace Neuro.Experiments.Charts;

/// <summary>Draws axes beside a plot.</summary>
internal static class AxisPainter
{
    /// <summary>Names of places that are wider than their place are turned by this many degrees.</summary>
    private const double Turn = -40;

    private const double TickRoom = Theme.TickLength + 3;

    /// <summary>Pixels that a number along the x axis gets at least.</summary>
    private const double NumberPitch = 48;

    /// <summary>Pixels that a number along the y axis gets at least.</summary>
    private const double LinePitch = 32;

    /// <summary>Ticks of an x axis.</summary>
    public static IReadOnlyList<Tick> Across(Axis axis, AxisRange range, double width) => Thinned(Ticks.Of(axis, range, Intervals(width, NumberPitch)), axis, width, Theme.TickText + 2);

    /// <summary>Ticks of a y axis.</summary>
    public static IReadOnlyList<Tick> Up(Axis axis, AxisRange range, double height) => Thinned(Ticks.Of(axis, range, Intervals(height, LinePitch)), axis, height, Theme.TickText + 1);

    /// <summary>Room below a plot.</summary>
    public static double RoomBelow(Axis axis, IReadOnlyList<Tick> ticks, double width)
    {
        var words = AreTurned(axis, ticks, width) ? (Widest(ticks) * Math.Sin(-Turn * Math.PI / 180)) + Theme.TickText : Theme.TickText;
        return TickRoom + words + (axis.Text.Length == 0 ? 2 : Theme.SmallGap + Theme.LabelText + 2);
    }

    /// <summary>Room beside a plot, for an axis on its left or right.</summary>
    public static double RoomBeside(Axis axis, IReadOnlyList<Tick> ticks) =>
        TickRoom + Widest(ticks) + (axis.Text.Length == 0 ? 2 : Theme.SmallGap + Theme.LabelText + 2);

    /// <summary>Room that turned or centred words need on the left of a plot.</summary>
    public static double OverhangLeft(Axis axis, IReadOnlyList<Tick> ticks, double width)
    {
        if (ticks.Count == 0)
        {
            return 0;
        }

        return AreTurned(axis, ticks, width)
            ? Math.Max(0, (Widest(ticks) * Math.Cos(-Turn * Math.PI / 180)) - (width / ticks.Count / 2) + 4)
            : 0;
    }

    /// <summary>Room that centred words need on the right of a plot.</summary>
    public static double OverhangRight(IReadOnlyList<Tick> ticks) => ticks.Count == 0 ? 0 : (ticks[^1].Width / 2) + 2;

    /// <summary>Draws an axis below a plot.</summary>
    public static void DrawBelow(SvgWriter svg, Box plot, Axis axis, AxisMap map, IReadOnlyList<Tick> ticks)
    {
        var turned = AreTurned(axis, ticks, plot.Width);
        svg.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, Theme.Ink, Theme.FrameWidth);
        foreach (var tick in ticks)
        {
            var x = map.Pixel(tick.Value);
            svg.Line(x, plot.Bottom, x, plot.Bottom + Length(tick), Theme.Ink, Theme.FrameWidth);
            if (tick.Label.Length > 0)
            {
                Label(svg, tick, turned ? x + 3 : x, plot.Bottom + TickRoom + (turned ? 4 : Theme.TickText - 2), turned ? TextAnchor.End : TextAnchor.Middle, turned ? Turn : 0);
            }
        }

        if (axis.Text.Length > 0)
        {
            svg.Text(plot.Left + (plot.Width / 2), plot.Bottom + RoomBelow(axis, ticks, plot.Width) - 3, axis.Text, Theme.LabelText, TextAnchor.Middle);
        }
    }

    /// <summary>Draws an axis on the left of a plot.</summary>
    public static void DrawLeft(SvgWriter svg, Box plot, Axis axis, AxisMap map, IReadOnlyList<Tick> ticks)
    {
        svg.Line(plot.Left, plot.Top, plot.Left, plot.Bottom, Theme.Ink, Theme.FrameWidth);
        foreach (var tick in ticks)
        {
            var y = map.Pixel(tick.Value);
            svg.Line(plot.Left - Length(tick), y, plot.Left, y, Theme.Ink, Theme.FrameWidth);
            if (tick.Label.Length > 0)
            {
                Label(svg, tick, plot.Left - TickRoom, y + (Theme.TickText * 0.35), TextAnchor.End, 0);
            }
        }

        if (axis.Text.Length > 0)
        {
            svg.Text(
                plot.Left - RoomBeside(axis, ticks) + Theme.LabelText, plot.Top + (plot.Height / 2), axis.Text, Theme.LabelText, TextAnchor.Middle, turn: -90);
        }
    }

    /// <summary>Draws an axis on the right of a colour bar.</summary>
    public static void DrawRight(SvgWriter svg, Box bar, Axis axis, AxisMap map, IReadOnlyList<Tick> ticks)
    {
        foreach (var tick in ticks)
        {
            var y = map.Pixel(tick.Value);
            svg.Line(bar.Right, y, bar.Right + Length(tick), y, Theme.Ink, Theme.FrameWidth);
            if (tick.Label.Length > 0)
            {
                Label(svg, tick, bar.Right + TickRoom, y + (Theme.TickText * 0.35), TextAnchor.Start, 0);
            }
        }

        if (axis.Text.Length > 0)
        {
            svg.Text(bar.Right + RoomBeside(axis, ticks) - 4, bar.Top + (bar.Height / 2), axis.Text, Theme.LabelText, TextAnchor.Middle, turn: -90);
        }
    }

    private static int Intervals(double length, double pitch) => Math.Max(1, (int)(length / pitch));

    /// <summary>Names of places: only as many as there is room for.</summary>
    private static IReadOnlyList<Tick> Thinned(IReadOnlyList<Tick> ticks, Axis axis, double length, double pitch)
    {
        var every = axis.Categories is null ? 1 : (int)Math.Ceiling(ticks.Count * pitch / length);
        return every <= 1 ? ticks : [.. ticks.Where((_, at) => at % every == 0)];
    }

    private static bool AreTurned(Axis axis, IReadOnlyList<Tick> ticks, double width) =>
        axis.Categories is not null && ticks.Count > 0 && Widest(ticks) + 4 > width / ticks.Count;

    private static double Widest(IReadOnlyList<Tick> ticks) => ticks.Select(tick => tick.Width).DefaultIfEmpty().Max();

    private static double Length(Tick tick) => tick.Label.Length > 0 ? Theme.TickLength : Theme.SmallTickLength;

    private static void Label(SvgWriter svg, Tick tick, double x, double y, TextAnchor anchor, double turn) =>
        svg.Text(x, y, tick.Label, Theme.TickText, anchor, turn: turn, raised: tick.Exponent is { } exponent ? NumberText.Whole(exponent) : null);
}
