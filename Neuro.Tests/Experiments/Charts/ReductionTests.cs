using Neuro.Experiments.Charts;

namespace Neuro.Tests.Experiments.Charts;

/// <summary>A line of very many points looks as if all were drawn, and its file stays small.</summary>
public sealed class ReductionTests
{
    private const int Width = 280;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_column_of_pixels_keeps_its_lowest_and_highest_point(int seed)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, 20_000)];
        double[] y = [.. x.Select(_ => random.NextDouble() < 0.1 * (seed % 3) ? double.NaN : random.NextDouble())];
        var (across, up) = Maps(x[^1]);
        var points = LineReduction.Pieces(new LineSeries(null, 0, x, y), across, up).SelectMany(piece => piece.Points).ToList();
        Assert.InRange(points.Count, Width, 4 * (Width + 1));
        var all = x.Zip(y).Where(point => !double.IsNaN(point.Second)).Select(point => (X: across.Pixel(point.First), Y: up.Pixel(point.Second)));
        Assert.Equal(Extremes(all), Extremes(points));
        Assert.Subset(all.ToHashSet(), points.ToHashSet());

        static List<(double, double, double)> Extremes(IEnumerable<(double X, double Y)> points) =>
            [.. points.GroupBy(point => Math.Floor(point.X)).OrderBy(column => column.Key).Select(column => (column.Key, column.Min(p => p.Y), column.Max(p => p.Y)))];
    }

    /// <summary>Gaps of a pixel or more remain gaps.</summary>
    [Fact]
    public void Wide_gaps_stay_open()
    {
        double[] x = [.. Enumerable.Range(0, 28_000)];
        double[] y = [.. x.Select(at => at is >= 5_000 and < 5_250 or >= 10_050 and < 10_151 ? double.NaN : 1)];
        var (across, up) = Maps(x[^1]);
        var pieces = LineReduction.Pieces(new LineSeries(null, 0, x, y), across, up);
        Assert.Equal(3, pieces.Count);
        // Ends are off by less than a pixel, which is 100 points wide.
        Assert.Equal(across.Pixel(4_999), pieces[0].Points[^1].X, 1.0);
        Assert.Equal(across.Pixel(5_250), pieces[1].Points[0].X, 1.0);
        Assert.Equal(across.Pixel(10_049), pieces[1].Points[^1].X, 1.0);
        Assert.Equal(across.Pixel(10_151), pieces[2].Points[0].X, 1.0);
    }

    [Fact]
    public void Few_points_are_left_as_they_are()
    {
        double[] x = [.. Enumerable.Range(0, 500)];
        var (across, up) = Maps(x[^1]);
        Assert.Equal(500, Assert.Single(LineReduction.Pieces(new LineSeries(null, 0, x, x), across, up)).Points.Count);
    }

    [Fact]
    public void Bands_keep_their_outermost_borders()
    {
        var random = new Random(7);
        double[] x = [.. Enumerable.Range(0, 20_000)];
        double[] low = [.. x.Select(_ => random.NextDouble() / 2)];
        double[] high = [.. x.Select(_ => 0.5 + (random.NextDouble() / 2))];
        var (across, up) = Maps(x[^1]);
        var points = Assert.Single(LineReduction.BandPieces(new LineSeries(null, 0, x, x) { Band = (low, high) }, across, up)).Points;
        Assert.InRange(points.Count, 2 * Width, 2 * (Width + 1));
        var columns = x.Select((at, i) => (Column: Math.Floor(across.Pixel(at)), Low: low[i], High: high[i])).GroupBy(p => p.Column).ToList();
        Assert.Equal(columns.Select(c => up.Pixel(c.Max(p => p.High))), points.Take(points.Count / 2).Select(p => p.Y));
        Assert.Equal(columns.Select(c => up.Pixel(c.Min(p => p.Low))), points.Skip(points.Count / 2).Reverse().Select(p => p.Y));
    }

    [Fact]
    public void A_figure_of_two_million_points_stays_below_a_megabyte()
    {
        var random = new Random(3);
        double[] x = [.. Enumerable.Range(0, 500_000)];
        var lines = Enumerable.Range(0, 4).Select(k => new LineSeries($"{k}", k, x, [.. x.Select(_ => random.NextDouble() < 0.4 ? double.NaN : random.NextDouble())])).ToList();
        Assert.InRange(new Figure("noise", [new PlotPanel(new Axis("x"), new Axis("y")) { Lines = lines }]).ToSvg().Length, 10_000, 1_000_000);
    }

    private static (AxisMap X, AxisMap Y) Maps(double last) =>
        (new AxisMap(new AxisRange(0, last, AxisScale.Linear), 0, Width), new AxisMap(new AxisRange(0, 1, AxisScale.Linear), 200, 0));
}
