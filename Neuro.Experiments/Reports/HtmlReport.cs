using Neuro.Experiments.Charts;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Sweeps;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Reports;

/// <summary>One page about some runs that holds all it needs: what was run, what came out, and every figure that the tables allow.</summary>
/// <param name="data">The runs.</param>
/// <param name="table">The runs, summed up over seeds.</param>
internal sealed class HtmlReport(ReportData data, RunTable table)
{
    /// <summary>More runs than this have no section of their own: the table of all of them stands for them.</summary>
    private const int MostSections = 12;

    /// <summary>How many times larger figures are than in print.</summary>
    private const double OnScreen = 1.2;

    /// <summary>As many groups of runs as this stand side by side; more stand below one another.</summary>
    private const int MostColumns = 4;

    private readonly HtmlWriter _page = new();

    /// <summary>Makes the page.</summary>
    /// <param name="made">When it is made.</param>
    public string Write(DateTimeOffset made)
    {
        _page.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
        _page.Element("title", Title).Markup($"<style>\n{ReportStyle.Sheet}\n</style>\n</head>\n<body>\n<header>\n");
        _page.Element("h1", Title).Element("p", $"{(data.Runs.Count == 1 ? "One run" : $"{data.Runs.Count} runs")}. Page made {made.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", "lead").Markup("</header>\n");
        if (data.Runs.Count > 1)
        {
            WriteAll();
        }

        foreach (var run in data.Runs.Take(data.Runs.Count == 1 ? 1 : 0))
        {
            _page.Element("h2", $"Run {run.Name}");
            RunHead.Write(_page, run);
        }

        _page.Element("h2", "Configuration that differs from the defaults");
        ChangedSettings.Write(_page, data.Groups);
        WriteFigures();
        WriteSections();
        return _page.Markup("</body>\n</html>\n").ToString();
    }

    private string Title => data.Subject;

    private void WriteAll()
    {
        _page.Element("h2", "Runs, summed up over seeds");
        var measures = table.Shown;
        IReadOnlyList<string> Row(RunGroup group) => [.. group.Values, $"{group.Completed.Count}", .. measures.Select(name => RunTableMarkdown.Text(group.Of(name), group.Completed.Count))];
        IReadOnlyList<string> headings = [.. table.Keys, "runs", .. measures];
        var rows = table.Groups.Select(Row).ToList();
        if (rows.Count <= MostColumns)
        {
            _page.Table([], headings.Select((heading, at) => (IReadOnlyList<string>)[heading, .. rows.Select(row => row[at])]));
        }
        else
        {
            _page.Table(headings, rows);
        }

        _page.Element("p", "Mean ± standard deviation [least, greatest] over completed runs.", "source");
        foreach (var note in table.Notes)
        {
            _page.Element("p", note);
        }
    }

    private void WriteFigures()
    {
        _page.Element("h2", "Figures");
        foreach (var kind in FigureKinds.All.Where(kind => kind.Fits(data)))
        {
            _page.Markup($"<section id=\"{kind.Name}\">\n").Element("h3", kind.Name[..1].ToUpperInvariant() + kind.Name[1..]);
            var result = Draw(kind);
            if (result.Figure is { } figure)
            {
                _page.Markup("<figure>\n").Markup(figure.ToSvg(OnScreen)).Element("figcaption", kind.Shows).Markup("</figure>\n");
            }
            else
            {
                _page.Element("p", kind.Shows).Element("p", result.Missing, "missing");
            }

            _page.Element("p", $"From {kind.Source}.", "source").Markup("</section>\n");
        }
    }

    /// <summary>What cannot be read takes its own figure away, not the page.</summary>
    private FigureResult Draw(FigureKind kind)
    {
        try
        {
            return kind.Draw(data);
        }
        catch (Exception e) when (e is TraceException or NumpyException or ConfigurationException)
        {
            return FigureResult.None($"Cannot be drawn: {e.Message}");
        }
    }

    private void WriteSections()
    {
        if (data.Runs.Count == 1)
        {
            return;
        }

        foreach (var run in data.Runs.Take(MostSections))
        {
            _page.Element("h2", $"Run {run.Name}");
            RunHead.Write(_page, run);
        }

        if (data.Runs.Count > MostSections)
        {
            _page.Element("p", $"{data.Runs.Count - MostSections} more runs are in the tables and figures above.", "missing");
        }
    }
}
