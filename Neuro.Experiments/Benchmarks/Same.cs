using Neuro.Units.Tensors;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Checks answers against one another.</summary>
internal static class Same
{
    /// <summary>Bit for bit.</summary>
    public static void Weights(WeightMatrix found, WeightMatrix expected, string what)
    {
        var (a, b) = (Values(found), Values(expected));
        for (var i = 0; i < a.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(a[i]) != BitConverter.SingleToInt32Bits(b[i]))
            {
                throw new BenchmarkException($"{what}: weight {i} is {a[i]}, expected the same bits as {b[i]}");
            }
        }
    }

    /// <summary>To a part of the largest change.</summary>
    public static void Change(float[] found, float[] expected, float[] before, double tolerance, string what)
    {
        var change = 0.0;
        var error = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            change = Math.Max(change, Math.Abs((double)expected[i] - before[i]));
            error = Math.Max(error, Math.Abs((double)found[i] - expected[i]));
        }

        if (!(error <= tolerance * change))
        {
            throw new BenchmarkException($"{what}: differs by {error:g3} where a trial changes it by {change:g3}; expected at most {tolerance} of that");
        }
    }

    private static float[] Values(WeightMatrix matrix)
    {
        var values = new float[matrix.Post * matrix.Pre];
        matrix.CopyTo(values);
        return values;
    }
}
