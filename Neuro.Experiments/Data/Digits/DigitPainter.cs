namespace Neuro.Experiments.Data.Digits;

/// <summary>Writes one digit onto a canvas, in a way that the random numbers choose. Not thread-safe.</summary>
internal sealed class DigitPainter(DigitStyle style)
{
    private const int PiecesPerSpan = 4;
    private const int MostPoints = 16;

    private readonly DigitCanvas _canvas = new();

    /// <summary>Paints a digit.</summary>
    /// <param name="digit">0..9.</param>
    /// <param name="random">The random numbers of this image.</param>
    /// <param name="pixels">Receives the picture, row-major.</param>
    public void Paint(int digit, DigitRandom random, Span<byte> pixels)
    {
        _canvas.Clear();
        var ways = DigitTemplates.Of(digit);
        var strokes = ways[random.Below(ways.Length)];
        var warp = new DigitWarp(style, ref random);
        var halfWidth = random.Between(style.ThinnestHalfWidth, style.ThickestHalfWidth);
        var ink = random.Between(style.PalestInk, 1);
        foreach (var stroke in strokes)
        {
            Paint(stroke, warp, halfWidth, ink, ref random);
        }

        for (var specks = random.Below(style.Specks + 1); specks > 0; specks--)
        {
            var at = (random.Between(0, DigitCanvas.Side - 1), random.Between(0, DigitCanvas.Side - 1));
            _canvas.Draw(at, at, random.Between(0, style.ThinnestHalfWidth), random.Between(0, ink));
        }

        _canvas.Write(pixels, style.Noise, ref random);
    }

    private void Paint(DigitStroke stroke, in DigitWarp warp, double halfWidth, double ink, ref DigitRandom random)
    {
        Span<double> x = stackalloc double[MostPoints];
        Span<double> y = stackalloc double[MostPoints];
        var count = stroke.Count;
        for (var i = 0; i < count; i++)
        {
            x[i] = stroke.Points[2 * i] + random.Bell(style.Jitter);
            y[i] = stroke.Points[(2 * i) + 1] + random.Bell(style.Jitter);
        }

        var from = warp.Map(x[0], y[0]);
        for (var i = 0; i + 1 < count; i++)
        {
            var before = Math.Max(i - 1, 0);
            var after = Math.Min(i + 2, count - 1);
            for (var piece = 1; piece <= PiecesPerSpan; piece++)
            {
                var t = (double)piece / PiecesPerSpan;
                var to = stroke.Smooth
                    ? warp.Map(Through(x[before], x[i], x[i + 1], x[after], t), Through(y[before], y[i], y[i + 1], y[after], t))
                    : warp.Map(x[i] + (t * (x[i + 1] - x[i])), y[i] + (t * (y[i + 1] - y[i])));
                _canvas.Draw(from, to, halfWidth, ink);
                from = to;
            }
        }
    }

    /// <summary>The uniform Catmull-Rom spline between b (t = 0) and c (t = 1).</summary>
    private static double Through(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
}
