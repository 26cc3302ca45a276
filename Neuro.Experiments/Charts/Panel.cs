namespace Neuro.Experiments.Charts;

/// <summary>One of the pictures that make a figure.</summary>
internal abstract class Panel
{
    /// <summary>What stands above it; empty for nothing.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>Its lines of the legend.</summary>
    public virtual IEnumerable<LegendEntry> Legend => [];

    /// <summary>Size of its plot, without axes and words, in pixels.</summary>
    /// <param name="wanted">The size that the figure gives its plots.</param>
    public virtual (double Width, double Height) Size((double Width, double Height) wanted) => wanted;

    /// <summary>What it needs around its plot, without the title.</summary>
    /// <param name="size">Size of the plot.</param>
    public abstract Margins Margins((double Width, double Height) size);

    /// <summary>Draws it.</summary>
    /// <param name="svg">Takes the drawing.</param>
    /// <param name="plot">Where the plot is.</param>
    public abstract void Draw(SvgWriter svg, Box plot);

    /// <summary>Says in the middle of a plot that there is nothing to draw.</summary>
    protected static void DrawNoData(SvgWriter svg, Box plot)
    {
        svg.Element(
            "rect",
            ("x", plot.Left), ("y", plot.Top), ("width", plot.Width), ("height", plot.Height), ("fill", "none"), ("stroke", Theme.Faint), ("stroke-width", Theme.FrameWidth));
        svg.Text(plot.Left + (plot.Width / 2), plot.Top + (plot.Height / 2) + 4, "no data", Theme.LabelText, TextAnchor.Middle, Theme.Faint);
    }
}
