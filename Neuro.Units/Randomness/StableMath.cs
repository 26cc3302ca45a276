namespace Neuro.Units.Randomness;

/// <summary>Logarithm, sine and cosine that give the same bits on every machine.</summary>
/// <remarks>
/// The functions of <see cref="Math"/> come from the platform's C library and may differ in the last bit. Here only +, -, *, / and integer
/// operations are used, each of which IEEE 754 rounds in one way only, in an order that the source fixes (the JIT neither
/// reassociates nor contracts). Errors stay within a few units in the last place of a double.
/// </remarks>
internal static class StableMath
{
    private const double Ln2 = 0.69314718055994530942;
    private const double HalfSqrt2 = 0.70710678118654752440;
    private const double TwoPi = 6.28318530717958647693;

    // 1 / n, highest n first: the odd n of the series of artanh.
    private static ReadOnlySpan<double> Artanh =>
    [
        1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3,
    ];

    // (-1)^k / (2k + 1)! and (-1)^k / (2k)!, highest k first; every factorial here is an exact double.
    private static ReadOnlySpan<double> Sine =>
    [
        1.0 / 355687428096000, -1.0 / 1307674368000, 1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6, 1,
    ];

    private static ReadOnlySpan<double> Cosine =>
    [
        1.0 / 20922789888000, -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320, -1.0 / 720, 1.0 / 24, -1.0 / 2, 1,
    ];

    /// <summary>Natural logarithm of a positive, finite, normal number.</summary>
    public static double Log(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) - 1022;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FE0000000000000);
        if (mantissa < HalfSqrt2)
        {
            mantissa *= 2;
            exponent--;
        }

        // ln m = 2 artanh f with |f| <= 0.172: the term after the last one kept is below 1e-17.
        double f = (mantissa - 1) / (mantissa + 1);
        double square = f * f;
        double sum = 0;
        foreach (double coefficient in Artanh)
        {
            sum = (sum + coefficient) * square;
        }

        return (exponent * Ln2) + (2 * f * (1 + sum));
    }

    /// <summary>Sine and cosine of an angle given in whole turns.</summary>
    /// <param name="turns">The angle divided by 2 pi, in [0, 1].</param>
    public static (double Sin, double Cos) SinCos(double turns)
    {
        // Reduction by quarter turns is exact; what is left is at most pi / 4.
        int quarter = (int)((turns * 4) + 0.5);
        double angle = (turns - (quarter * 0.25)) * TwoPi;
        double square = angle * angle;
        double sin = angle * Horner(Sine, square);
        double cos = Horner(Cosine, square);
        return (quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    private static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
