namespace Neuro.Experiments.Data.Digits;

/// <summary>A small grey-scale picture on which round-tipped line segments leave ink. Not thread-safe.</summary>
internal sealed class DigitCanvas
{
    /// <summary>Height and width in pixels.</summary>
    public const int Side = 28;

    /// <summary>The middle of the picture, in pixels from the centre of the top left pixel.</summary>
    public const double Centre = (Side - 1) / 2.0;

    private readonly double[] _ink = new double[Side * Side];

    /// <summary>Wipes everything.</summary>
    public void Clear() => Array.Clear(_ink);

    /// <summary>Draws a segment. Where strokes cross, the stronger ink stays: they do not add up.</summary>
    /// <param name="from">One end, in pixels.</param>
    /// <param name="to">The other end, in pixels.</param>
    /// <param name="halfWidth">Half the width, in pixels; the edge is smoothed over one pixel by its distance to the segment.</param>
    /// <param name="ink">0..1.</param>
    public void Draw((double X, double Y) from, (double X, double Y) to, double halfWidth, double ink)
    {
        var reach = halfWidth + 0.5;
        var left = First(Math.Min(from.X, to.X) - reach);
        var right = Last(Math.Max(from.X, to.X) + reach);
        var top = First(Math.Min(from.Y, to.Y) - reach);
        var bottom = Last(Math.Max(from.Y, to.Y) + reach);
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var square = (dx * dx) + (dy * dy);
        var scale = square > 0 ? 1 / square : 0;
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var (px, py) = (column - from.X, row - from.Y);
                var along = Math.Clamp(((px * dx) + (py * dy)) * scale, 0, 1);
                var (ex, ey) = (px - (along * dx), py - (along * dy));
                var cover = Math.Min(1, reach - Math.Sqrt((ex * ex) + (ey * ey)));
                ref var pixel = ref _ink[(row * Side) + column];
                pixel = Math.Max(pixel, cover * ink);
            }
        }
    }

    /// <summary>Writes the picture as bytes, each pixel with a little uniform noise.</summary>
    /// <param name="pixels">Receives <c>Side * Side</c> bytes, row-major.</param>
    /// <param name="noise">Reach of the noise, as a part of full ink.</param>
    /// <param name="random">Where the noise comes from.</param>
    public void Write(Span<byte> pixels, double noise, ref DigitRandom random)
    {
        for (var i = 0; i < _ink.Length; i++)
        {
            pixels[i] = (byte)((255 * Math.Clamp(_ink[i] + random.Symmetric(noise), 0, 1)) + 0.5);
        }
    }

    private static int First(double edge) => edge > 0 ? Math.Min(Side, (int)edge) : 0;

    private static int Last(double edge) => edge < Side - 1 ? (edge < 0 ? -1 : (int)edge) : Side - 1;
}
