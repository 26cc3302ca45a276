using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Neuro.Experiments.Charts;

namespace Neuro.Tests.Experiments.Charts;

/// <summary>A figure as an XML reader sees it.</summary>
internal sealed partial class Drawing
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public Drawing(Figure figure) => Root = XElement.Parse(Text = figure.ToSvg());

    public string Text { get; }

    public XElement Root { get; }

    public IReadOnlyList<string> Words => [.. All("text").Select(text => text.Value)];

    /// <summary>The drawings inside of axes, whose edge lies 5 pixels outside of the plot.</summary>
    public IReadOnlyList<Box> Plots => [.. All("svg").Where(svg => svg != Root).Select(BoxOf).Select(box => new Box(box.Left + 5, box.Top + 5, box.Width - 10, box.Height - 10))];

    public static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    public static Box BoxOf(XElement element) => new(Number(element, "x"), Number(element, "y"), Number(element, "width"), Number(element, "height"));

    /// <summary>The corners of a path, one list for each of its pieces.</summary>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Pieces(XElement path) =>
        [.. path.Attribute("d")!.Value.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(piece => (IReadOnlyList<(double, double)>)[.. Corners().Matches(piece).Select(Corner)])];

    public IReadOnlyList<XElement> All(string name) => [.. Root.DescendantsAndSelf(Svg + name)];

    /// <summary>Lines through data, as paths.</summary>
    public IReadOnlyList<XElement> Lines => [.. All("path").Where(path => path.Attribute("fill")!.Value == "none")];

    /// <summary>Bands about them, as paths.</summary>
    public IReadOnlyList<XElement> Bands => [.. All("path").Where(path => path.Attribute("fill")!.Value != "none")];

    /// <summary>Bars: what is filled within axes.</summary>
    public IReadOnlyList<Box> Bars => [.. All("svg").Where(svg => svg != Root).Elements(Svg + "rect").Select(BoxOf)];

    private static (double X, double Y) Corner(Match match) =>
        (double.Parse(match.Groups["x"].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?<x>-?[\d.]+) (?<y>-?[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Corners();
}
