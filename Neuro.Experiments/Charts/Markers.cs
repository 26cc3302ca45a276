namespace Neuro.Experiments.Charts;

/// <summary>Draws data points.</summary>
internal static class Markers
{
    /// <summary>Draws one, centred on a place.</summary>
    public static void Draw(SvgWriter svg, SeriesStyle style, double x, double y)
    {
        const double half = Theme.MarkerSize / 2;
        switch (style.Marker)
        {
            case MarkerShape.Circle:
                svg.Element("circle", ("cx", x), ("cy", y), ("r", half), ("fill", style.Colour));
                break;
            case MarkerShape.Ring:
                svg.Element("circle", ("cx", x), ("cy", y), ("r", half), ("fill", "#ffffff"), ("stroke", style.Colour), ("stroke-width", 1.2));
                break;
            case MarkerShape.Square:
                Shape(svg, style, (x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half));
                break;
            case MarkerShape.Triangle:
                Shape(svg, style, (x - half, y + half), (x, y - half), (x + half, y + half));
                break;
            case MarkerShape.Wedge:
                Shape(svg, style, (x - half, y - half), (x, y + half), (x + half, y - half));
                break;
            default:
                Shape(svg, style, (x - half, y), (x, y - half), (x + half, y), (x, y + half));
                break;
        }
    }

    private static void Shape(SvgWriter svg, SeriesStyle style, params ReadOnlySpan<(double X, double Y)> corners)
    {
        var points = new List<string>();
        foreach (var (x, y) in corners)
        {
            points.Add($"{SvgWriter.Number(x)},{SvgWriter.Number(y)}");
        }

        svg.Element("polygon", ("points", string.Join(' ', points)), ("fill", style.Colour));
    }
}
