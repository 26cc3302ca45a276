using Neuro.Experiments.Studies;

namespace Neuro.Tests.Experiments.Studies;

public sealed class SmoothedNoiseTests
{
    [Theory]
    [InlineData(20, 2, 1)]
    [InlineData(20, 2, 0.05)]
    [InlineData(7, 6, 3)]
    public void A_step_is_what_many_small_ones_of_the_equations_are(double correlation, double smoothing, double step)
    {
        var noise = new SmoothedNoise(correlation, smoothing, step);
        var (fromX, fromY) = (Small(1, 0), Small(0, 1));
        Equal(fromX, noise.Next((1, 0), 0, 0), 1e-7);
        Equal(fromY, noise.Next((0, 1), 0, 0), 1e-7);

        // Noise of each instant decays like a state until the end of the step; intensity 2 / tau_1 makes the variance of x 1.
        const int Parts = 20_000;
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        var (x, y) = (1.0, 0.0);
        var part = step / Parts;
        for (var i = 0; i < Parts; i++)
        {
            var next = Half(x, y, part);
            xx += next.Middle.X * next.Middle.X * part * 2 / correlation;
            xy += next.Middle.X * next.Middle.Y * part * 2 / correlation;
            yy += next.Middle.Y * next.Middle.Y * part * 2 / correlation;
            (x, y) = next.End;
        }

        var (first, second) = (noise.Next((0, 0), 1, 0), noise.Next((0, 0), 0, 1));
        Assert.Equal(0, second.X);
        Assert.Equal(xx, first.X * first.X, xx * 1e-6);
        Assert.Equal(xy, first.X * first.Y, xy * 1e-5);
        Assert.Equal(yy, (first.Y * first.Y) + (second.Y * second.Y), yy * 1e-5);

        (double X, double Y) Small(double fromX, double fromY)
        {
            for (var i = 0; i < 20_000; i++)
            {
                (fromX, fromY) = Half(fromX, fromY, step / 20_000).End;
            }

            return (fromX, fromY);
        }

        // By the middle of the step, as Runge has it.
        ((double X, double Y) Middle, (double X, double Y) End) Half(double atX, double atY, double length)
        {
            var middle = (X: atX - (length / 2 * atX / correlation), Y: atY + (length / 2 * (atX - atY) / smoothing));
            return (middle, (atX - (length * middle.X / correlation), atY + (length * (middle.X - middle.Y) / smoothing)));
        }
    }

    [Fact]
    public void It_begins_as_it_goes_on()
    {
        var noise = new SmoothedNoise(20, 2, 1);
        var (first, second) = (noise.Begin(1, 0), noise.Begin(0, 1));
        var (xx, xy, yy) = (Sum(first.X, second.X, first.X, second.X), Sum(first.X, second.X, first.Y, second.Y), Sum(first.Y, second.Y, first.Y, second.Y));
        var (fromX, fromY, one, two) = (noise.Next((1, 0), 0, 0), noise.Next((0, 1), 0, 0), noise.Next((0, 0), 1, 0), noise.Next((0, 0), 0, 1));
        Assert.Equal(1, xx, 1e-12);
        Assert.Equal(xx, (fromX.X * fromX.X * xx) + (one.X * one.X), 1e-12);
        Assert.Equal(xy, (fromX.X * ((fromX.Y * xx) + (fromY.Y * xy))) + (one.X * one.Y), 1e-12);
        Assert.Equal(yy, (fromX.Y * fromX.Y * xx) + (2 * fromX.Y * fromY.Y * xy) + (fromY.Y * fromY.Y * yy) + (one.Y * one.Y) + (two.Y * two.Y), 1e-12);

        // What is seen of it has variance 1, and its slope the variance 1 / (tau_1 tau_2): minus the second derivative of the correlation at 0.
        Assert.Equal(1, Sum(noise.Value(first), noise.Value(second), noise.Value(first), noise.Value(second)), 1e-12);
        Assert.Equal(1.0 / 40, Sum(noise.Slope(first), noise.Slope(second), noise.Slope(first), noise.Slope(second)), 1e-12);
        Assert.Equal(0, Sum(noise.Value(first), noise.Value(second), noise.Slope(first), noise.Slope(second)), 1e-12);

        static double Sum(double a, double b, double c, double d) => (a * c) + (b * d);
    }

    private static void Equal((double X, double Y) expected, (double X, double Y) found, double tolerance)
    {
        Assert.Equal(expected.X, found.X, tolerance);
        Assert.Equal(expected.Y, found.Y, tolerance);
    }
}
