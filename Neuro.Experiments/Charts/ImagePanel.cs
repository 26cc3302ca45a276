namespace Neuro.Experiments.Charts;

/// <summary>Small images side by side, such as the weights of units, in the same colours for the same values.</summary>
/// <param name="tiles">The images, row by row.</param>
/// <param name="columns">Images of a row.</param>
/// <param name="value">What the values are.</param>
/// <param name="colours">The colours.</param>
internal sealed class ImagePanel(IReadOnlyList<Tile> tiles, int columns, Axis value, ColourMap colours) : Panel
{
    private const double Gap = 6;

    /// <summary>Words on the left of a row are cut to this width.</summary>
    private const double WidestWords = 150;

    /// <summary>Height of an image in pixels; its width follows from its shape.</summary>
    public double TileHeight { get; init; } = 64;

    /// <summary>What stands on the left of each row, from above; empty for nothing.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    private AxisRange? Values => colours.Range(value, tiles.SelectMany(tile => tile.Values.Values).Select(v => (double)v));

    private double TileWidth => TileHeight * tiles.Max(tile => tile.Values.Columns / (double)tile.Values.Rows);

    private double Below => tiles.Any(tile => tile.Label.Length > 0) ? Theme.NoteText + 2 : 0;

    private double RoomOfWords => Rows.Count == 0 ? 0 : Rows.Max(row => TextMetrics.Width(Words(row), Theme.LabelText)) + Gap;

    /// <inheritdoc/>
    public override (double Width, double Height) Size((double Width, double Height) wanted)
    {
        if (Values is null)
        {
            return wanted;
        }

        var (wide, high) = (Math.Min(columns, tiles.Count), (tiles.Count + columns - 1) / columns);
        return ((wide * (TileWidth + Gap)) - Gap, (high * (TileHeight + Below + Gap)) - Gap);
    }

    /// <inheritdoc/>
    public override Margins Margins((double Width, double Height) size) =>
        Values is { } range ? new Margins(RoomOfWords, 0, new ColourBar(value, colours, range).Room(size.Height), 0) : default;

    /// <inheritdoc/>
    public override void Draw(SvgWriter svg, Box plot)
    {
        if (Values is not { } range)
        {
            DrawNoData(svg, plot);
            return;
        }

        foreach (var (at, tile) in tiles.Index())
        {
            var box = new Box(plot.Left + (at % columns * (TileWidth + Gap)), plot.Top + (at / columns * (TileHeight + Below + Gap)), TileWidth, TileHeight);
            tile.Values.Draw(svg, box, colours, range);
            svg.Element(
                "rect",
                ("x", box.Left), ("y", box.Top), ("width", box.Width), ("height", box.Height), ("fill", "none"), ("stroke", Theme.Faint), ("stroke-width", 0.5));
            if (tile.Label.Length > 0)
            {
                svg.Text(box.Left + (box.Width / 2), box.Bottom + Theme.NoteText, TextMetrics.Cut(tile.Label, Theme.NoteText, box.Width + Gap), Theme.NoteText, TextAnchor.Middle);
            }
        }

        foreach (var (at, row) in Rows.Index())
        {
            svg.Text(plot.Left - Gap, plot.Top + (at * (TileHeight + Below + Gap)) + (TileHeight / 2) + (Theme.LabelText * 0.35), Words(row), Theme.LabelText, TextAnchor.End);
        }

        new ColourBar(value, colours, range).Draw(svg, plot);
    }

    private static string Words(string row) => TextMetrics.Cut(row, Theme.LabelText, WidestWords);
}
