namespace Neuro.Experiments.Charts;

/// <summary>Where the panels of a figure stand: in rows and columns whose plots are aligned.</summary>
internal sealed class FigureLayout
{
    private const double TitleHeight = Theme.PanelText + 6;

    private readonly IReadOnlyList<Panel> _panels;
    private readonly (double Width, double Height)[] _sizes;
    private readonly int _columns;
    private readonly double[] _lefts;
    private readonly double[] _tops;

    public FigureLayout(IReadOnlyList<Panel> panels, int columns, (double Width, double Height) plot)
    {
        _panels = panels;
        _columns = Math.Clamp(columns, 1, panels.Count);
        _sizes = [.. panels.Select(panel => panel.Size(plot))];
        var margins = panels.Select((panel, at) => Titled(panel, panel.Margins(_sizes[at]))).ToArray();
        (_lefts, Width) = Places(margins, _columns, at => at % _columns, at => (margins[at].Left, _sizes[at].Width, margins[at].Right));
        (_tops, Height) = Places(margins, (panels.Count + _columns - 1) / _columns, at => at / _columns, at => (margins[at].Top, _sizes[at].Height, margins[at].Bottom));
    }

    /// <summary>Width of all panels with what is around them.</summary>
    public double Width { get; }

    /// <summary>Height of all panels with what is around them.</summary>
    public double Height { get; }

    /// <summary>Draws all panels.</summary>
    /// <param name="left">The left edge.</param>
    /// <param name="top">The upper edge.</param>
    public void Draw(SvgWriter svg, double left, double top)
    {
        foreach (var (at, panel) in _panels.Index())
        {
            var plot = new Box(left + _lefts[at % _columns], top + _tops[at / _columns], _sizes[at].Width, _sizes[at].Height);
            svg.Open("g");
            if (panel.Title.Length > 0)
            {
                var room = panel.Margins(_sizes[at]);
                svg.Text(plot.Left, plot.Top - room.Top - 5, TextMetrics.Cut(panel.Title, Theme.PanelText, plot.Width + room.Right), Theme.PanelText);
            }

            panel.Draw(svg, plot);
            svg.Close();
        }
    }

    private static Margins Titled(Panel panel, Margins margins) => margins with { Top = margins.Top + (panel.Title.Length > 0 ? TitleHeight : 0) };

    /// <summary>Where the plots of each line (a column or a row) begin, and how long all lines are.</summary>
    private static (double[] Begins, double Total) Places(
        Margins[] margins, int lines, Func<int, int> line, Func<int, (double Before, double Size, double Behind)> extent)
    {
        var begins = new double[lines];
        var end = -Theme.Gap;
        for (var i = 0; i < lines; i++)
        {
            var members = Enumerable.Range(0, margins.Length).Where(at => line(at) == i).Select(extent).ToArray();
            begins[i] = end + Theme.Gap + members.Max(m => m.Before);
            end = begins[i] + members.Max(m => m.Size + m.Behind);
        }

        return (begins, end);
    }
}
