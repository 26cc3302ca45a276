namespace Neuro.Experiments.Charts;

/// <summary>Values on a grid, row by row from the top. What is not finite is missing.</summary>
internal sealed class Raster
{
    /// <summary>More rows or columns than this are averaged in blocks: no figure shows them, and its file would be large.</summary>
    public const int MostCells = 512;

    /// <summary>Makes a grid.</summary>
    /// <param name="columns">Values of a row.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">The values do not fill rows.</exception>
    public Raster(int columns, IReadOnlyList<float> values)
    {
        if (columns < 0 || (columns == 0 ? values.Count > 0 : values.Count % columns != 0))
        {
            throw new ArgumentException($"found {values.Count} values, expected whole rows of {columns}", nameof(values));
        }

        (Columns, Rows, Values) = (columns, columns == 0 ? 0 : values.Count / columns, values);
    }

    /// <summary>Values of a row.</summary>
    public int Columns { get; }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>The values.</summary>
    public IReadOnlyList<float> Values { get; }

    /// <summary>Draws the values as an image that fills a box, in cells with sharp edges.</summary>
    public void Draw(SvgWriter svg, Box box, ColourMap colours, AxisRange range)
    {
        var shown = Reduced();
        // Viewers that smooth what they enlarge have nothing to smooth.
        var scale = (int)Math.Clamp(Math.Ceiling(2 * Math.Max(box.Width / shown.Columns, box.Height / shown.Rows)), 1, 8);
        var pixels = new byte[shown.Values.Count * scale * scale];
        var width = shown.Columns * scale;
        for (var at = 0; at < pixels.Length; at++)
        {
            pixels[at] = ColourMap.Index(shown.Values[(at / width / scale * shown.Columns) + (at % width / scale)], range);
        }

        svg.Element(
            "image",
            ("x", box.Left), ("y", box.Top), ("width", box.Width), ("height", box.Height),
            ("preserveAspectRatio", "none"), ("style", "image-rendering:pixelated"), ("href", PngImage.Link(PngImage.Encode(width, pixels, colours.Colours))));
    }

    /// <summary>The same of at most <see cref="MostCells"/> rows and columns: means of blocks, without what is missing.</summary>
    public Raster Reduced()
    {
        var (high, wide) = ((Rows + MostCells - 1) / MostCells, (Columns + MostCells - 1) / MostCells);
        if (high <= 1 && wide <= 1)
        {
            return this;
        }

        var (rows, columns) = ((Rows + high - 1) / high, (Columns + wide - 1) / wide);
        return new Raster(columns, [.. Enumerable.Range(0, rows * columns).Select(at => Mean(at / columns * high, at % columns * wide, high, wide))]);
    }

    private float Mean(int top, int left, int high, int wide)
    {
        var (sum, count) = (0.0, 0);
        for (var row = top; row < Math.Min(top + high, Rows); row++)
        {
            for (var column = left; column < Math.Min(left + wide, Columns); column++)
            {
                if (float.IsFinite(Values[(row * Columns) + column]))
                {
                    (sum, count) = (sum + Values[(row * Columns) + column], count + 1);
                }
            }
        }

        return count == 0 ? float.NaN : (float)(sum / count);
    }
}
