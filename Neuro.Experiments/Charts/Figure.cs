namespace Neuro.Experiments.Charts;

/// <summary>A figure: panels in rows under a title, with one legend and a note below.</summary>
/// <remarks>
/// Drawn as SVG 1.1 that needs no script, font or file beside it, so that it can stand in a page or alone. The same figure gives the
/// same text on every machine.
/// </remarks>
/// <param name="title">What it shows, in a line.</param>
/// <param name="panels">The panels, row by row; with none it says that there are no data.</param>
internal sealed class Figure(string title, IReadOnlyList<Panel> panels)
{
    private const double Border = 10;

    /// <summary>Panels of a row.</summary>
    public int Columns { get; init; } = 2;

    /// <summary>Width of a panel's plot in pixels, where the panel does not choose it.</summary>
    public double PlotWidth { get; init; } = 280;

    /// <summary>Height of a panel's plot in pixels, where the panel does not choose it.</summary>
    public double PlotHeight { get; init; } = 180;

    /// <summary>What a reader must know, below the panels; empty for nothing.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>What it shows, in a line.</summary>
    public string Title => title;

    /// <summary>The panels.</summary>
    public IReadOnlyList<Panel> Panels => panels;

    /// <summary>Draws the figure.</summary>
    /// <param name="scale">How many times larger than for print.</param>
    /// <returns>An <c>svg</c> element.</returns>
    public string ToSvg(double scale = 1)
    {
        var layout = new FigureLayout(panels.Count > 0 ? panels : [new PlotPanel(new Axis(string.Empty), new Axis(string.Empty))], Columns, (PlotWidth, PlotHeight));
        var legend = LegendPainter.Entries(panels);
        // A title or a legend is wrapped, not the plot widened, unless the plot is very narrow.
        var inner = Math.Max(layout.Width, 240);
        var heading = TextMetrics.Wrap(title, Theme.TitleText, inner / 1.06);
        var note = TextMetrics.Wrap(Note, Theme.NoteText, inner);
        var top = Border + (heading.Count * (Theme.TitleText + 4)) + Theme.SmallGap;
        var legendTop = top + layout.Height + (legend.Count > 0 ? Theme.SmallGap : 0);
        var noteTop = legendTop + LegendPainter.Height(legend, inner) + (note.Count > 0 ? Theme.SmallGap : 0);
        var (width, height) = (Math.Ceiling(inner + (2 * Border)), Math.Ceiling(noteTop + (note.Count * (Theme.NoteText + 3)) + Border));

        using var svg = new SvgWriter();
        svg.Open(
            "svg",
            ("version", "1.1"), ("width", width * scale), ("height", height * scale), ("viewBox", $"0 0 {SvgWriter.Number(width)} {SvgWriter.Number(height)}"),
            ("role", "img"), ("font-family", Theme.Fonts), ("fill", Theme.Ink));
        svg.Words("title", title);
        svg.Fill(new Box(0, 0, width, height), "#ffffff");
        foreach (var (row, line) in heading.Index())
        {
            svg.Text(Border, Border + Theme.TitleText + (row * (Theme.TitleText + 4)), line, Theme.TitleText, bold: true);
        }

        layout.Draw(svg, Border, top);
        LegendPainter.Draw(svg, legend, Border, legendTop, inner);
        foreach (var (row, line) in note.Index())
        {
            svg.Text(Border, noteTop + Theme.NoteText + (row * (Theme.NoteText + 3)), line, Theme.NoteText, colour: Theme.Faint);
        }

        svg.Close();
        return svg.Finish();
    }
}
