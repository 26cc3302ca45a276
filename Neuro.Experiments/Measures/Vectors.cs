namespace Neuro.Experiments.Measures;

/// <summary>Norms and angles in double precision, summed in order.</summary>
internal static class Vectors
{
    public static double Norm(ReadOnlySpan<float> a)
    {
        var sum = 0.0;
        foreach (var value in a)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }

    public static double Norm(ReadOnlySpan<double> a)
    {
        var sum = 0.0;
        foreach (var value in a)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    public static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Inner product.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Angle between two vectors in degrees.</summary>
    public static double Angle(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Math.Acos(Math.Clamp(Dot(a, b) / (Norm(a) * Norm(b)), -1, 1)) * 180 / Math.PI;

    /// <summary>Cosine of the angle; NaN when a vector is zero.</summary>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum / (Norm(a) * Norm(b));
    }
}
