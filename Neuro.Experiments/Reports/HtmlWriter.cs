using System.Net;
using System.Text;
using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>Writes a page; every text is escaped.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _page = new();

    /// <summary>What was written.</summary>
    public override string ToString() => _page.ToString();

    /// <summary>Writes markup as it is.</summary>
    public HtmlWriter Markup(string markup)
    {
        _page.Append(markup);
        return this;
    }

    /// <summary>Writes a text.</summary>
    public HtmlWriter Text(string text) => Markup(WebUtility.HtmlEncode(XmlText.Clean(text)));

    /// <summary>Writes an element that holds a text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">The text.</param>
    /// <param name="kind">Its class; null for none.</param>
    public HtmlWriter Element(string name, string text, string? kind = null) =>
        Markup(kind is null ? $"<{name}>" : $"<{name} class=\"{WebUtility.HtmlEncode(kind)}\">").Text(text).Markup($"</{name}>\n");

    /// <summary>Writes a table: headings, and rows whose cells that look like numbers stand on the right.</summary>
    /// <param name="headings">The headings; none for a table of names and values.</param>
    /// <param name="rows">The rows.</param>
    public HtmlWriter Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        Markup("<div class=\"wide\"><table>\n");
        if (headings.Count > 0)
        {
            Markup("<thead><tr>");
            foreach (var heading in headings)
            {
                Element("th", heading);
            }

            Markup("</tr></thead>\n");
        }

        Markup("<tbody>\n");
        foreach (var row in rows)
        {
            Markup("<tr>");
            foreach (var (at, cell) in row.Index())
            {
                Element(headings.Count == 0 && at == 0 ? "th" : "td", cell, headings.Count > 0 && double.TryParse(cell, out _) ? "number" : null);
            }

            Markup("</tr>\n");
        }

        return Markup("</tbody></table></div>\n");
    }
}
