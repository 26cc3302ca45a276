namespace Neuro.Experiments.Charts;

/// <summary>Tells which colours stand for which values, on the right of a plot.</summary>
/// <param name="axis">What the values are.</param>
/// <param name="colours">The colours.</param>
/// <param name="range">The values that they show.</param>
internal sealed class ColourBar(Axis axis, ColourMap colours, AxisRange range)
{
    private const double Width = 10;

    private const double Distance = 10;

    /// <summary>Room on the right of a plot.</summary>
    /// <param name="height">Height of the plot.</param>
    public double Room(double height) => Distance + Width + AxisPainter.RoomBeside(axis, AxisPainter.Up(axis, range, height));

    /// <summary>Draws the bar beside a plot.</summary>
    public void Draw(SvgWriter svg, Box plot)
    {
        var bar = new Box(plot.Right + Distance, plot.Top, Width, plot.Height);
        var levels = Enumerable.Range(0, ColourMap.Levels).Select(level => (byte)(ColourMap.Levels - 1 - level)).ToArray();
        svg.Element(
            "image",
            ("x", bar.Left), ("y", bar.Top), ("width", bar.Width), ("height", bar.Height),
            ("preserveAspectRatio", "none"), ("href", PngImage.Link(PngImage.Encode(1, levels, colours.Colours))));
        svg.Element(
            "rect",
            ("x", bar.Left), ("y", bar.Top), ("width", bar.Width), ("height", bar.Height), ("fill", "none"), ("stroke", Theme.Ink), ("stroke-width", Theme.FrameWidth));
        AxisPainter.DrawRight(svg, bar, axis, new AxisMap(range, bar.Bottom, bar.Top), AxisPainter.Up(axis, range, plot.Height));
    }
}
