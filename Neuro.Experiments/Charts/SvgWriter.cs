using System.Globalization;
using System.Text;
using System.Xml;

namespace Neuro.Experiments.Charts;

/// <summary>Writes elements of SVG: escaped, with numbers of two decimals that do not depend on the machine.</summary>
internal sealed class SvgWriter : IDisposable
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private readonly StringBuilder _text = new();
    private readonly XmlWriter _writer;

    public SvgWriter() => _writer = XmlWriter.Create(_text, new XmlWriterSettings
    {
        OmitXmlDeclaration = true,
        Indent = true,
        IndentChars = string.Empty,
        NewLineChars = "\n",
    });

    /// <summary>A number as it is written.</summary>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public static string Number(double value) => double.IsFinite(value)
        ? (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture) // Adding zero takes the sign off a negative one.
        : throw new ArgumentException($"found the coordinate {value}, expected a finite one", nameof(value));

    /// <summary>Begins an element.</summary>
    public void Open(string name, params ReadOnlySpan<SvgAttribute> attributes)
    {
        _writer.WriteStartElement(name, Namespace);
        foreach (var attribute in attributes)
        {
            _writer.WriteAttributeString(attribute.Name, XmlText.Clean(attribute.Value));
        }
    }

    /// <summary>Ends the element that was begun last.</summary>
    public void Close() => _writer.WriteEndElement();

    /// <summary>An element without content.</summary>
    public void Element(string name, params ReadOnlySpan<SvgAttribute> attributes)
    {
        Open(name, attributes);
        Close();
    }

    /// <summary>An element that holds only text, such as a title.</summary>
    public void Words(string name, string text)
    {
        Open(name);
        _writer.WriteString(XmlText.Clean(text));
        Close();
    }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string colour, double width) =>
        Element("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke", colour), ("stroke-width", width));

    /// <summary>A filled rectangle.</summary>
    public void Fill(Box box, string colour) =>
        Element("rect", ("x", box.Left), ("y", box.Top), ("width", box.Width), ("height", box.Height), ("fill", colour));

    /// <summary>A line of text.</summary>
    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The words.</param>
    /// <param name="size">Size of the letters.</param>
    /// <param name="anchor">Which end is anchored.</param>
    /// <param name="colour">The colour; null for that of ink.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <param name="turn">Degrees by which it is turned clockwise about its place.</param>
    /// <param name="raised">What is written raised and small behind it; null for nothing.</param>
    public void Text(
        double x, double y, string text, double size, TextAnchor anchor = TextAnchor.Start, string? colour = null, bool bold = false, double turn = 0, string? raised = null)
    {
        List<SvgAttribute> attributes = [("x", x), ("y", y), ("font-size", size)];
        if (anchor != TextAnchor.Start)
        {
            attributes.Add(("text-anchor", anchor == TextAnchor.Middle ? "middle" : "end"));
        }

        if (colour is not null)
        {
            attributes.Add(("fill", colour));
        }

        if (bold)
        {
            attributes.Add(("font-weight", "bold"));
        }

        if (turn != 0)
        {
            attributes.Add(("transform", $"rotate({Number(turn)} {Number(x)} {Number(y)})"));
        }

        Open("text", [.. attributes]);
        _writer.WriteString(XmlText.Clean(text));
        if (raised is not null)
        {
            Open("tspan", ("dy", -0.35 * size), ("font-size", size * Theme.Raised));
            _writer.WriteString(raised);
            Close();
        }

        Close();
    }

    /// <summary>All that was written.</summary>
    public string Finish()
    {
        _writer.Flush();
        return _text.Append('\n').ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
