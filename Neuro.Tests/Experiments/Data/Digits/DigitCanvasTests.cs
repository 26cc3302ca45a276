using Neuro.Experiments.Data.Digits;

namespace Neuro.Tests.Experiments.Data.Digits;

public sealed class DigitCanvasTests
{
    /// <summary>Along a line the cover falls from full to nothing over one pixel, in proportion to the distance.</summary>
    [Fact]
    public void Ink_follows_the_distance_to_the_segment()
    {
        var pixels = Draw((5, 14.25), (20, 14.25), halfWidth: 2, ink: 0.8);
        for (var row = 0; row < 28; row++)
        {
            var cover = Math.Clamp(2.5 - Math.Abs(row - 14.25), 0, 1);
            Assert.Equal((byte)Math.Floor((255 * 0.8 * cover) + 0.5), pixels[(row * 28) + 12]);
        }
    }

    [Fact]
    public void Ends_are_round()
    {
        var pixels = Draw((10, 10), (10, 10), halfWidth: 3, ink: 1);
        for (var row = 0; row < 28; row++)
        {
            for (var column = 0; column < 28; column++)
            {
                var distance = Math.Sqrt(((row - 10) * (row - 10)) + ((column - 10) * (column - 10)));
                Assert.Equal((byte)Math.Floor((255 * Math.Clamp(3.5 - distance, 0, 1)) + 0.5), pixels[(row * 28) + column]);
            }
        }
    }

    [Theory]
    [InlineData(-50, -50, -40, -45)]
    [InlineData(100, 3, 200, 4)]
    [InlineData(3, 1e9, 4, 1e9)]
    public void What_lies_outside_leaves_no_ink(double x0, double y0, double x1, double y1) =>
        Assert.All(Draw((x0, y0), (x1, y1), halfWidth: 2, ink: 1), pixel => Assert.Equal(0, pixel));

    [Fact]
    public void A_stroke_across_the_edge_is_cut_at_the_edge()
    {
        var pixels = Draw((-40, 27), (70, 27), halfWidth: 0.5, ink: 1);
        Assert.All(pixels[^28..], pixel => Assert.Equal(255, pixel));
        Assert.All(pixels[..^28], pixel => Assert.Equal(0, pixel));
    }

    [Fact]
    public void Crossing_strokes_do_not_add_up()
    {
        var canvas = new DigitCanvas();
        canvas.Draw((5, 10), (20, 10), 2, 0.5);
        canvas.Draw((12, 2), (12, 20), 2, 0.25);
        Assert.Equal(128, Written(canvas)[(10 * 28) + 12]);
        canvas.Clear();
        Assert.All(Written(canvas), pixel => Assert.Equal(0, pixel));
    }

    private static byte[] Draw((double X, double Y) from, (double X, double Y) to, double halfWidth, double ink)
    {
        var canvas = new DigitCanvas();
        canvas.Draw(from, to, halfWidth, ink);
        return Written(canvas);
    }

    private static byte[] Written(DigitCanvas canvas)
    {
        var pixels = new byte[28 * 28];
        var random = new DigitRandom(1);
        canvas.Write(pixels, noise: 0, ref random);
        return pixels;
    }
}
