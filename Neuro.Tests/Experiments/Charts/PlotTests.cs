using System.Xml.Linq;
using Neuro.Experiments.Charts;

namespace Neuro.Tests.Experiments.Charts;

/// <summary>What is drawn stands where the axes say.</summary>
public sealed class PlotTests
{
    private static readonly Axis X = new("time", "ms") { Least = 0, Most = 10 };
    private static readonly Axis Y = new("rate") { Least = -1, Most = 3 };

    [Fact]
    public void Points_of_a_line_stand_at_their_places()
    {
        double[] x = [0, 1, 2.5, 7, 10];
        double[] y = [-1, 3, 0.25, 1, 2];
        var drawing = Draw(new PlotPanel(X, Y) { Lines = [new LineSeries("a", 0, x, y)] });
        var plot = Assert.Single(drawing.Plots);
        var points = Assert.Single(Drawing.Pieces(Assert.Single(drawing.Lines)));
        Assert.Equal(x.Length, points.Count);
        for (var i = 0; i < x.Length; i++)
        {
            Assert.Equal(plot.Left + (plot.Width * x[i] / 10), points[i].X, 0.0101);
            Assert.Equal(plot.Bottom - (plot.Height * (y[i] + 1) / 4), points[i].Y, 0.0101);
        }
    }

    [Fact]
    public void Points_on_a_logarithmic_axis_stand_at_their_logarithms()
    {
        double[] y = [0.01, 0.1, 0.5, 1, 100];
        var axis = new Axis("loss") { Scale = AxisScale.Logarithmic, Least = 0.01, Most = 100 };
        var drawing = Draw(new PlotPanel(X, axis) { Lines = [new LineSeries("a", 0, [0, 1, 2, 3, 4], y)] });
        var plot = Assert.Single(drawing.Plots);
        var points = Assert.Single(Drawing.Pieces(Assert.Single(drawing.Lines)));
        Assert.All(points.Zip(y), pair => Assert.Equal(plot.Bottom - (plot.Height * (Math.Log10(pair.Second) + 2) / 4), pair.First.Y, 0.0101));
    }

    /// <summary>Points may stand in any order; what is missing or beyond an axis that has ends is no point, and of those on one place one is drawn.</summary>
    [Fact]
    public void Points_stand_at_their_places()
    {
        double[] x = [7, 0, double.NaN, 2.5, 2.5, 4];
        double[] y = [1, -1, 2, 0.25, 0.25, double.PositiveInfinity];
        var drawing = Draw(new PlotPanel(X, Y) { Points = [new PointSeries(3, x, y)] });
        var plot = Assert.Single(drawing.Plots);
        var path = Assert.Single(drawing.Lines);
        Assert.Equal(SeriesStyle.Of(3).Colour, path.Attribute("stroke")!.Value);
        (double X, double Y)[] expected = [(7, 1), (0, -1), (2.5, 0.25)];
        var points = Drawing.Pieces(path).Select(piece => piece[0]).ToList();
        Assert.Equal(expected.Length, points.Count);
        Assert.All(points.Zip(expected), pair =>
        {
            Assert.Equal(plot.Left + (plot.Width * pair.Second.X / 10), pair.First.X, 0.0601);
            Assert.Equal(plot.Bottom - (plot.Height * (pair.Second.Y + 1) / 4), pair.First.Y, 0.0601);
        });
    }

    [Fact]
    public void Axes_reach_over_all_points()
    {
        var drawing = Draw(new PlotPanel(new Axis("x"), new Axis("y")) { Points = [new PointSeries(0, [5, -5], [-2, 2])] });
        var plot = Assert.Single(drawing.Plots);
        Assert.All(Drawing.Pieces(Assert.Single(drawing.Lines)), piece => Assert.InRange(piece[0].X, plot.Left, plot.Right));
    }

    /// <summary>On the axes x has 0 .. 10 and y has -1 .. 3, so that both have 0 .. 3.</summary>
    [Fact]
    public void Equal_values_lie_on_a_line_as_far_as_both_axes_have_them()
    {
        var drawing = Draw(new PlotPanel(X, Y) { ShowsEquality = true, Points = [new PointSeries(0, [1], [1])] });
        var plot = Assert.Single(drawing.Plots);
        var slanted = Assert.Single(drawing.All("line"), line => Drawing.Number(line, "x1") != Drawing.Number(line, "x2") && Drawing.Number(line, "y1") != Drawing.Number(line, "y2"));
        double[] expected = [plot.Left, plot.Bottom - (plot.Height / 4), plot.Left + (plot.Width * 0.3), plot.Top];
        Assert.All(((string[])["x1", "y1", "x2", "y2"]).Zip(expected), pair => Assert.Equal(pair.Second, Drawing.Number(slanted, pair.First), 0.0101));
    }

    [Fact]
    public void Rows_of_images_are_named_on_their_left()
    {
        var tiles = Enumerable.Range(0, 6).Select(_ => new Tile(string.Empty, new Raster(2, [0, 1, 2, 3])));
        var drawing = Draw(new ImagePanel([.. tiles], 3, new Axis("rate"), ColourMap.Grey) { Rows = ["first", "a name so long that it would take all the room of the images"], TileHeight = 40 });
        var images = drawing.All("image").Take(6).Select(Drawing.BoxOf).ToList();
        foreach (var (at, word) in ((string[])["first", "a name so"]).Index())
        {
            var text = Assert.Single(drawing.All("text"), text => text.Value.StartsWith(word, StringComparison.Ordinal));
            Assert.InRange(Drawing.Number(text, "x"), 0, images[0].Left);
            Assert.InRange(Drawing.Number(text, "y"), images[3 * at].Top, images[3 * at].Bottom);
        }

        Assert.InRange(images[0].Left, 0, 180);
    }

    [Fact]
    public void Ticks_stand_where_their_labels_say()
    {
        var drawing = Draw(new PlotPanel(X, Y) { Lines = [new LineSeries("a", 0, [0, 10], [0, 1])] });
        var plot = Assert.Single(drawing.Plots);
        foreach (var label in drawing.All("text").Where(text => text.Attribute("text-anchor")?.Value == "middle" && double.TryParse(text.Value, out _)))
        {
            Assert.Equal(plot.Left + (plot.Width * double.Parse(label.Value) / 10), Drawing.Number(label, "x"), 0.0101);
        }

        var ups = drawing.All("text").Where(text => text.Attribute("text-anchor")?.Value == "end").ToList();
        Assert.NotEmpty(ups);
        foreach (var label in ups)
        {
            // The base line of digits lies 0.35 of their size below their middle.
            Assert.Equal(plot.Bottom - (plot.Height * (double.Parse(label.Value.Replace('\u2212', '-')) + 1) / 4), Drawing.Number(label, "y") - 3.5, 0.0101);
        }

        Assert.Contains("time (ms)", drawing.Words);
        Assert.Contains("rate", drawing.Words);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_missing_value_breaks_the_line_and_a_lone_point_is_a_marker(double missing)
    {
        double[] x = [.. Enumerable.Range(0, 40)];
        double[] y = [.. x.Select(v => v is 10 or 12 ? missing : v)];
        var drawing = Draw(new PlotPanel(new Axis("x"), new Axis("y")) { Lines = [new LineSeries(null, 0, x, y)] });
        Assert.Equal([10, 27], Drawing.Pieces(Assert.Single(drawing.Lines)).Select(piece => piece.Count));
        var marker = Assert.Single(drawing.All("circle"));
        var plot = Assert.Single(drawing.Plots);
        // The axis reaches 4 % of 39 beyond the values.
        Assert.Equal(plot.Left + (plot.Width * (11 + 1.56) / (39 * 1.08)), Drawing.Number(marker, "cx"), 0.0101);
        Assert.Equal(plot.Bottom - (plot.Height * (11 + 1.56) / (39 * 1.08)), Drawing.Number(marker, "cy"), 0.0101);
    }

    [Fact]
    public void Values_without_a_logarithm_are_gaps()
    {
        double[] x = [.. Enumerable.Range(0, 40)];
        double[] y = [.. x.Select(v => v == 20 ? 0 : v == 30 ? -1 : v + 1)];
        var drawing = Draw(new PlotPanel(new Axis("x"), new Axis("y") { Scale = AxisScale.Logarithmic }) { Lines = [new LineSeries(null, 0, x, y)] });
        Assert.Equal([20, 9, 9], Drawing.Pieces(Assert.Single(drawing.Lines)).Select(piece => piece.Count));
    }

    [Fact]
    public void A_band_goes_along_its_upper_border_and_back_along_the_lower_one()
    {
        var line = new LineSeries("a", 0, [0, 5, 10], [0, 1, 2]) { Band = ([-1, 0.5, 2], [0.5, 1.5, 3]) };
        var drawing = Draw(new PlotPanel(X, Y) { Lines = [line] });
        var plot = Assert.Single(drawing.Plots);
        var corners = Assert.Single(Drawing.Pieces(Assert.Single(drawing.Bands)));
        (double X, double Y)[] expected = [(0, 0.5), (5, 1.5), (10, 3), (10, 2), (5, 0.5), (0, -1)];
        Assert.All(corners.Zip(expected), pair =>
        {
            Assert.Equal(plot.Left + (plot.Width * pair.Second.X / 10), pair.First.X, 0.0101);
            Assert.Equal(plot.Bottom - (plot.Height * (pair.Second.Y + 1) / 4), pair.First.Y, 0.0101);
        });
        Assert.Equal(expected.Length, corners.Count);
    }

    [Fact]
    public void Bars_stand_on_zero_side_by_side()
    {
        var x = new Axis("x") { Categories = ["a", "b"] };
        var drawing = Draw(new PlotPanel(x, Y)
        {
            Bars = [new BarSeries("p", 0, [0, 1], [2, -0.5], 0.8), new BarSeries("q", 1, [0, 1], [double.NaN, 3], 0.8)],
        });
        var plot = Assert.Single(drawing.Plots);
        Assert.Equal(3, drawing.Bars.Count);
        Check(drawing.Bars[0], 0.1, 0, 2);
        Check(drawing.Bars[1], 1.1, -0.5, 0);
        Check(drawing.Bars[2], 1.5, 0, 3);
        Assert.Equal(["p", "q"], drawing.Words.TakeLast(2));

        // Places are 1 wide and begin at 0 here; a bar is 0.4 wide.
        void Check(Box bar, double left, double foot, double top)
        {
            Assert.Equal(plot.Left + (plot.Width * left / 2), bar.Left, 0.0201);
            Assert.Equal(plot.Width * 0.4 / 2, bar.Width, 0.0201);
            Assert.Equal(plot.Bottom - (plot.Height * (top + 1) / 4), bar.Top, 0.0201);
            Assert.Equal(plot.Height * (top - foot) / 4, bar.Height, 0.0201);
        }
    }

    [Fact]
    public void Bars_begin_at_zero_even_when_all_are_high()
    {
        var drawing = Draw(new PlotPanel(new Axis("x"), new Axis("y")) { Bars = [new BarSeries(null, 0, [0, 1], [100, 110])] });
        Assert.Equal(100.0 / 110, drawing.Bars[0].Height / drawing.Bars[1].Height, 0.001);
        Assert.Equal(Assert.Single(drawing.Plots).Bottom, drawing.Bars[0].Bottom, 0.0201);
    }

    [Fact]
    public void Regions_are_shaded_from_end_to_end_and_named()
    {
        var drawing = Draw(new PlotPanel(X, Y) { Lines = [new LineSeries(null, 0, [0, 10], [0, 1])], Regions = [new Region(2, 8, "prediction", 1)] });
        var plot = Assert.Single(drawing.Plots);
        var shade = Drawing.BoxOf(Assert.Single(drawing.All("rect"), rect => rect.Attribute("fill")!.Value == Theme.Region(1)));
        Assert.Equal((plot.Left + (plot.Width * 0.2), plot.Top), (shade.Left, shade.Top));
        Assert.Equal((plot.Width * 0.6, plot.Height), (shade.Width, shade.Height));
        var name = Assert.Single(drawing.All("text"), text => text.Value == "prediction");
        Assert.Equal(plot.Left + (plot.Width / 2), Drawing.Number(name, "x"), 0.0101);
    }

    [Fact]
    public void Without_values_a_panel_says_so()
    {
        Panel[] empty =
        [
            new PlotPanel(X, Y),
            new PlotPanel(X, Y) { Lines = [new LineSeries("a", 0, [], [])] },
            new PlotPanel(X, Y) { Lines = [new LineSeries("a", 0, [1, 2], [double.NaN, double.NaN])] },
            new PlotPanel(X, Y) { Points = [new PointSeries(0, [1, 2], [double.NaN, double.NaN])] },
            new PlotPanel(X, Y with { Scale = AxisScale.Logarithmic, Least = 1 }) { Bars = [new BarSeries("a", 0, [1, 2], [0, -1])] },
            new HeatMapPanel(new Raster(0, []), X, Y, Y, ColourMap.Grey),
            new HeatMapPanel(new Raster(2, [float.NaN, float.NaN]), X, Y, Y, ColourMap.Grey),
            new ImagePanel([], 4, Y, ColourMap.Grey),
        ];
        Assert.All(empty, panel => Assert.Contains("no data", Draw(panel).Words));
        Assert.Contains("no data", new Drawing(new Figure("nothing", [])).Words);
    }

    [Fact]
    public void Series_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LineSeries("a", 0, [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new LineSeries("a", 0, [2, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => new LineSeries("a", 0, [double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => new LineSeries("a", 0, [1], [1]) { Band = ([1], []) });
        Assert.Throws<ArgumentException>(() => new PointSeries(0, [1], []));
        Assert.Throws<ArgumentException>(() => new BarSeries("a", 0, [1], []));
        Assert.Throws<ArgumentException>(() => new BarSeries("a", 0, [1], [1], 0));
        Assert.Throws<ArgumentException>(() => new Raster(3, [1, 2, 3, 4]));
        Assert.Throws<ArgumentException>(() => SvgWriter.Number(double.NaN));
    }

    private static Drawing Draw(Panel panel) => new(new Figure("figure", [panel]));
}
