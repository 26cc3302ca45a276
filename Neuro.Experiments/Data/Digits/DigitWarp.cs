namespace Neuro.Experiments.Data.Digits;

/// <summary>The map from glyph coordinates to pixels of one image: a smooth polynomial warp, then an affine map.</summary>
/// <remarks>Polynomials and a rational rotation take the place of sines: only operations that IEEE 754 fixes to the last bit.</remarks>
internal readonly struct DigitWarp
{
    private readonly double _xx, _xy, _yx, _yy, _left, _top;
    private readonly WarpTerms _horizontal, _vertical;

    public DigitWarp(DigitStyle style, ref DigitRandom random)
    {
        _horizontal = new WarpTerms(style.Warp, ref random);
        _vertical = new WarpTerms(style.Warp, ref random);
        var t = random.Symmetric(style.HalfTurn);
        var cosine = (1 - (t * t)) / (1 + (t * t));
        var sine = 2 * t / (1 + (t * t));
        var shear = random.Symmetric(style.Shear);
        var width = style.HalfHeight * random.Between(style.SmallestScale, style.LargestScale);
        var height = style.HalfHeight * random.Between(style.SmallestScale, style.LargestScale);

        // Rotation after shear after scale; y points down, so a positive shear leans to the right.
        _xx = cosine * width;
        _xy = -((cosine * shear) + sine) * height;
        _yx = sine * width;
        _yy = (cosine - (sine * shear)) * height;
        _left = DigitCanvas.Centre + random.Symmetric(style.Shift);
        _top = DigitCanvas.Centre + random.Symmetric(style.Shift);
    }

    /// <summary>Where a point of the glyph lands, in pixels from the centre of the top left pixel.</summary>
    public (double X, double Y) Map(double x, double y)
    {
        var u = x + _horizontal.At(x, y);
        var v = y + _vertical.At(x, y);
        return (_left + (_xx * u) + (_xy * v), _top + (_yx * u) + (_yy * v));
    }

    /// <summary>A random polynomial of second and third order; the affine part is not its business.</summary>
    private readonly struct WarpTerms(double deviation, ref DigitRandom random)
    {
        private readonly double _squareX = random.Bell(deviation);
        private readonly double _squareY = random.Bell(deviation);
        private readonly double _product = random.Bell(deviation);
        private readonly double _cubeX = random.Bell(deviation);
        private readonly double _cubeY = random.Bell(deviation);

        // Odd terms are (p^3 - p), which bend the inside and leave the ends of the glyph where they are.
        public double At(double x, double y) =>
            (_squareX * x * x) + (_squareY * y * y) + (_product * x * y) + (_cubeX * x * ((x * x) - 1)) + (_cubeY * y * ((y * y) - 1));
    }
}
