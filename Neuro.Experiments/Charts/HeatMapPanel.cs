namespace Neuro.Experiments.Charts;

/// <summary>Values on a grid as colours, with a bar that tells the values. Row 0 is at the top.</summary>
/// <param name="values">The values.</param>
/// <param name="x">The axis below; its labels stand at the middles of columns.</param>
/// <param name="y">The axis on the left; its labels stand at the middles of rows.</param>
/// <param name="value">What the values are.</param>
/// <param name="colours">The colours.</param>
internal sealed class HeatMapPanel(Raster values, Axis x, Axis y, Axis value, ColourMap colours) : Panel
{
    /// <summary>The place of the first column on the x axis; each further column is 1 more.</summary>
    public double FirstColumn { get; init; }

    /// <summary>The place of the first row on the y axis; each further row is 1 more.</summary>
    public double FirstRow { get; init; }

    /// <summary>Named stretches of the x axis.</summary>
    public IReadOnlyList<Region> Regions { get; init; } = [];

    private AxisRange? Values => colours.Range(value, values.Values.Select(v => (double)v));

    private Axis Across => x with { Least = FirstColumn - 0.5, Most = FirstColumn + values.Columns - 0.5, IsWhole = true };

    private Axis Down => y with { Least = FirstRow - 0.5, Most = FirstRow + values.Rows - 0.5, IsWhole = true };

    /// <inheritdoc/>
    public override Margins Margins((double Width, double Height) size)
    {
        if (Values is not { } range)
        {
            return default;
        }

        var (across, down) = (AxisPainter.Across(Across, Shown(Across), size.Width), AxisPainter.Up(Down, Shown(Down), size.Height));
        return new Margins(
            Math.Max(AxisPainter.RoomBeside(Down, down), AxisPainter.OverhangLeft(Across, across, size.Width)),
            Math.Max(RegionPainter.Room(Regions), Theme.TickText / 2),
            new ColourBar(value, colours, range).Room(size.Height),
            AxisPainter.RoomBelow(Across, across, size.Width));
    }

    /// <inheritdoc/>
    public override void Draw(SvgWriter svg, Box plot)
    {
        if (Values is not { } range)
        {
            DrawNoData(svg, plot);
            return;
        }

        var (across, down) = (new AxisMap(Shown(Across), plot.Left, plot.Right), new AxisMap(Shown(Down), plot.Top, plot.Bottom));
        values.Draw(svg, plot, colours, range);
        RegionPainter.DrawBorders(svg, plot, across, Regions);
        RegionPainter.DrawNames(svg, plot, across, Regions);
        AxisPainter.DrawBelow(svg, plot, Across, across, AxisPainter.Across(Across, across.Range, plot.Width));
        AxisPainter.DrawLeft(svg, plot, Down, down, AxisPainter.Up(Down, down.Range, plot.Height));
        new ColourBar(value, colours, range).Draw(svg, plot);
    }

    private static AxisRange Shown(Axis axis) => AxisRange.Of(axis, [])!;
}
