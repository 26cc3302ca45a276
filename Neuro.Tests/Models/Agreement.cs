namespace Neuro.Tests.Models;

/// <summary>How closely simulator (single precision) and oracle (double) have to agree.</summary>
internal static class Agreement
{
    private const double Relative = 1e-4;

    /// <summary>Part of the largest change of an array by which its changes may differ.</summary>
    private const double OfChange = 2e-3;

    /// <summary>What single precision may lose of a value over the steps of a few trials.</summary>
    private const double Rounding = 5e-6;

    /// <summary>Every value within 1e-4 of the largest of its array.</summary>
    public static void Close(IReadOnlyDictionary<string, double[]> expected, IReadOnlyDictionary<string, float[]> actual, string what)
    {
        foreach (var (name, values) in expected)
        {
            Within(values, actual[name], Relative * Largest(values), $"{what}: {name}");
        }
    }

    /// <summary>What was learned agrees too: compared with the size of the change, not of the weight.</summary>
    public static void ChangesClose(
        IReadOnlyDictionary<string, double[]> initial, IReadOnlyDictionary<string, double[]> expected, IReadOnlyDictionary<string, float[]> actual, string what)
    {
        foreach (var (name, before) in initial)
        {
            var after = expected[name];
            var change = Largest([.. after.Zip(before, (a, b) => a - b)]);
            Within(after, actual[name], (OfChange * change) + (Rounding * Largest(after)), $"{what}: change of {name}");
        }
    }

    public static void SameBits(IReadOnlyDictionary<string, float[]> expected, IReadOnlyDictionary<string, float[]> actual, string what)
    {
        foreach (var (name, values) in expected)
        {
            for (var i = 0; i < values.Length; i++)
            {
                Assert.True(
                    BitConverter.SingleToInt32Bits(values[i]) == BitConverter.SingleToInt32Bits(actual[name][i]),
                    $"{what}: {name}[{i}] is {actual[name][i]:R}, expected the bits of {values[i]:R}");
            }
        }
    }

    public static double Largest(IEnumerable<double> values) => values.Select(Math.Abs).DefaultIfEmpty(0).Max();

    private static void Within(double[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance,
                $"{what}[{i}] is {actual[i]:R}, expected {expected[i]:R} within {tolerance:R}");
        }
    }
}
