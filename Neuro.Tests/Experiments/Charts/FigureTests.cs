using System.Globalization;
using System.Xml.Linq;
using Neuro.Experiments.Charts;

namespace Neuro.Tests.Experiments.Charts;

/// <summary>A figure as a whole: escaped, inside its borders, the same everywhere.</summary>
public sealed class FigureTests
{
    private const string Nasty = "a <b> & \"c\" 'd' ]]> é 漢 \U0001F600 \u0001 \uD800 end";
    private const string Cleaned = "a <b> & \"c\" 'd' ]]> é 漢 \U0001F600 \uFFFD \uFFFD end";

    [Fact]
    public void Words_are_escaped_wherever_they_stand()
    {
        var drawing = new Drawing(new Figure("t", [
            new PlotPanel(new Axis(Nasty), new Axis(Nasty)) { Title = Nasty, Lines = [new LineSeries(Nasty, 0, [1, 2], [1, 2])], Regions = [new Region(1, 2, Nasty, 0)] },
        ]) { PlotWidth = 900, Note = "<note> & more" });
        // Title of the panel, two axes, the region, the legend.
        Assert.Equal(5, drawing.Words.Count(words => words == Cleaned));
        Assert.Contains("<note> & more", drawing.Words);
        Assert.Equal("t", drawing.All("title")[0].Value);
    }

    [Fact]
    public void Figures_need_nothing_from_outside_and_run_nothing()
    {
        var drawing = new Drawing(Gallery(3));
        Assert.Empty(drawing.All("script"));
        Assert.All(drawing.Root.DescendantsAndSelf().Attributes(), attribute =>
        {
            Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
            Assert.True(attribute.IsNamespaceDeclaration || !attribute.Value.Contains("http", StringComparison.OrdinalIgnoreCase), attribute.Value);
            Assert.DoesNotContain("url(", attribute.Value, StringComparison.Ordinal);
        });
        Assert.All(drawing.All("image"), image => Assert.StartsWith("data:image/png;base64,", image.Attribute("href")!.Value, StringComparison.Ordinal));
        Assert.Empty(drawing.Root.DescendantsAndSelf().Attributes("id"));
    }

    /// <summary>A program in a culture of decimal commas draws the same.</summary>
    [Fact]
    public void The_text_is_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Gallery(1).ToSvg();
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NegativeSign) = (",", "~");
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, Gallery(1).ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Nothing sticks out of the drawing, and no plot covers another.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Everything_lies_within_the_borders(int seed)
    {
        var drawing = new Drawing(Gallery(seed));
        var (width, height) = (Drawing.Number(drawing.Root, "width"), Drawing.Number(drawing.Root, "height"));
        foreach (var text in drawing.All("text").Where(text => text.Attribute("transform") is null))
        {
            var (x, wide) = (Drawing.Number(text, "x"), TextMetrics.Width(text.Value, Drawing.Number(text, "font-size")));
            var left = text.Attribute("text-anchor")?.Value switch { "middle" => x - (wide / 2), "end" => x - wide, _ => x };
            Assert.True(left >= 0 && left + wide <= width && Drawing.Number(text, "y") <= height, text.ToString());
        }

        var boxes = drawing.Plots.Concat(drawing.All("image").Select(Drawing.BoxOf)).ToList();
        Assert.True(boxes.Count >= 4);
        for (var i = 0; i < boxes.Count; i++)
        {
            Assert.True(boxes[i].Left >= 0 && boxes[i].Top >= 0 && boxes[i].Right <= width && boxes[i].Bottom <= height);
            Assert.All(boxes.Skip(i + 1), other => Assert.True(
                other.Left >= boxes[i].Right || boxes[i].Left >= other.Right || other.Top >= boxes[i].Bottom || boxes[i].Top >= other.Bottom));
        }
    }

    [Fact]
    public void Plots_of_a_column_are_aligned()
    {
        PlotPanel Of(double scale) => new(new Axis("x"), new Axis("y")) { Lines = [new LineSeries(null, 0, [1, 2], [scale, 2 * scale])] };
        var plots = new Drawing(new Figure("f", [Of(1), Of(1e4), Of(1e-3), Of(99)]) { Columns = 2 }).Plots;
        Assert.Equal(plots[0].Left, plots[2].Left);
        Assert.Equal(plots[1].Left, plots[3].Left);
        Assert.Equal(plots[0].Top, plots[1].Top);
        Assert.Equal(plots[2].Top, plots[3].Top);
        Assert.True(plots[2].Top > plots[0].Bottom && plots[1].Left > plots[0].Right);
    }

    [Fact]
    public void A_name_that_several_panels_share_stands_once_in_the_legend()
    {
        PlotPanel Of(params string[] names) => new(new Axis("x"), new Axis("y")) { Lines = [.. names.Select(name => new LineSeries(name, name.Length, [1, 2], [1, 2]))] };
        var words = new Drawing(new Figure("f", [Of("a", "bb"), Of("bb", "ccc")])).Words;
        Assert.Equal(["a", "bb", "ccc"], words.Where(word => word is "a" or "bb" or "ccc"));
    }

    [Fact]
    public void Points_that_no_line_joins_are_markers_in_the_legend_too()
    {
        List<double> places = [.. Enumerable.Range(0, 80).Select(i => (double)i)];
        var drawing = new Drawing(new Figure("f", [new PlotPanel(new Axis("x"), new Axis("y")) { Lines = [new LineSeries("apart", 0, places, [.. places.Select(x => x % 2 == 0 ? x : double.NaN)])] }]));
        Assert.Equal(41, drawing.All("circle").Count);
        Assert.DoesNotContain(drawing.All("line"), line => line.Attribute("stroke")!.Value == SeriesStyle.Of(0).Colour);
    }

    [Fact]
    public void Neighbouring_styles_differ_in_colour_and_dashes_and_marker()
    {
        for (var i = 0; i < SeriesStyle.Count; i++)
        {
            var (one, next) = (SeriesStyle.Of(i), SeriesStyle.Of(i + 1));
            Assert.NotEqual(one.Colour, next.Colour);
            Assert.NotEqual(one.Dashes, next.Dashes);
            Assert.NotEqual(one.Marker, next.Marker);
        }

        Assert.Equal(SeriesStyle.Count, Enumerable.Range(0, SeriesStyle.Count).Select(SeriesStyle.Of).Distinct().Count());
    }

    [Theory]
    [InlineData("one two three", 1e9, "one two three")]
    [InlineData("one  two three", 45, "one two|three")]
    [InlineData("incomprehensibilities of it", 20, "incomprehensibilities|of it")]
    [InlineData("", 20, "")]
    public void Text_is_wrapped_at_spaces(string text, double width, string lines) => Assert.Equal(lines, string.Join('|', TextMetrics.Wrap(text, 10, width)));

    [Fact]
    public void Text_that_is_cut_fits_and_says_so()
    {
        for (var width = 12.0; width < 120; width += 7)
        {
            var cut = TextMetrics.Cut("ghost2-hidden1 \U0001F600\U0001F600\U0001F600 prediction", 10, width);
            Assert.True(TextMetrics.Width(cut, 10) <= width);
            Assert.EndsWith("…", cut, StringComparison.Ordinal);
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut)));
        }
    }

    /// <summary>All that can be drawn, in one figure.</summary>
    private static Figure Gallery(int seed)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, random.Next(1, 60))];
        double[] y = [.. x.Select(_ => random.NextDouble() < 0.2 ? double.NaN : Math.Pow(10, random.Next(-9, 9)) * random.NextDouble())];
        float[] grid = [.. Enumerable.Range(0, 12 * 20).Select(_ => random.NextSingle() - 0.5f)];
        Region[] regions = [new(0, 3, "sweep", 0), new(3, 20, "prediction", 1)];
        var names = Enumerable.Range(0, 7).Select(i => $"population{i}-ghost{i * seed}").ToArray();
        return new Figure($"A figure of seed {seed}, with a title that is somewhat long, so that it may well be wrapped", [
            new PlotPanel(new Axis("epoch") { IsWhole = true }, new Axis("accuracy", "%")) { Title = "lines", Regions = regions, Lines = [new LineSeries("line", 0, x, y) { Band = (y, y) }] },
            new PlotPanel(new Axis("epoch"), new Axis("loss") { Scale = AxisScale.Logarithmic }) { Lines = [new LineSeries("logarithmic", seed, x, y)] },
            new PlotPanel(new Axis("projection") { Categories = names }, new Axis("events")) { Bars = [new BarSeries("bars", 2, [.. Enumerable.Range(0, 7)], [.. names.Select(_ => random.NextDouble() * 1e7)])] },
            new HeatMapPanel(new Raster(20, grid), new Axis("step"), new Axis("unit"), new Axis("rate"), ColourMap.Sequential) { Title = "heat", Regions = regions },
            new ImagePanel([.. Enumerable.Range(0, 7).Select(i => new Tile($"unit {i}", new Raster(12, grid)))], 5, new Axis("weight"), ColourMap.Diverging) { TileHeight = 30 },
        ]) { Note = string.Join(' ', Enumerable.Repeat("words of a note", seed * 10)), Columns = 1 + (seed % 3) };
    }
}
