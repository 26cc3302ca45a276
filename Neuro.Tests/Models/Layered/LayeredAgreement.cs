namespace Neuro.Tests.Models.Layered;

/// <summary>How closely layers in single precision have to agree with plain loops in double.</summary>
internal static class LayeredAgreement
{
    /// <summary>Part of the largest weight of a projection by which each of its weights may differ.</summary>
    private const double OfWeights = 1e-5;

    /// <summary>Part of the largest change of a projection by which each of its changes may differ, besides the rounding of the weight.</summary>
    private const double OfChange = 1e-5;

    /// <summary>What a few additions in single precision lose of a weight.</summary>
    private const double Rounding = 3e-7;

    /// <summary>Rates and signals within a small part of the largest of their layer, and the rounding of rates, of which signals are differences.</summary>
    public static void LayersClose(Dictionary<string, double[]> expected, Dictionary<string, float[]> actual, string what, double slack = 1)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, values) in expected)
        {
            var tolerance = (slack * OfWeights * Agreement.Largest(values)) + Rounding;
            Assert.Equal(values.Length, actual[name].Length);
            for (var i = 0; i < values.Length; i++)
            {
                Assert.True(Math.Abs(values[i] - actual[name][i]) <= tolerance, $"{what}: {name}[{i}] is {actual[name][i]:R}, expected {values[i]:R} within {tolerance:g3}");
            }
        }
    }

    /// <summary>Weights that learn are those of the plain form; they have moved; all others are as they were, to the bit.</summary>
    public static void Close(
        Dictionary<string, double[]> initial, Dictionary<string, double[]> expected, Dictionary<string, float[]> before, Dictionary<string, float[]> actual, string what, double slack = 1)
    {
        foreach (var (name, values) in actual)
        {
            if (!expected.TryGetValue(name, out var plain))
            {
                Assert.True(values.AsSpan().SequenceEqual(before[name]), $"{what}: {name} has changed, expected fixed weights");
                continue;
            }

            var change = Agreement.Largest(plain.Zip(initial[name], (a, b) => a - b));
            var weight = Agreement.Largest(plain);
            Assert.True(change > 2e-4 * weight, $"{what}: {name} has changed by {change:g3} of {weight:g3}, expected more, or the comparison says little");
            var tolerance = Math.Min(slack * OfWeights * weight, (slack * OfChange * change) + (Rounding * weight));
            for (var i = 0; i < values.Length; i++)
            {
                Assert.True(Math.Abs(values[i] - plain[i]) <= tolerance, $"{what}: {name}[{i}] is {values[i]:R}, expected {plain[i]:R} within {tolerance:g3}; changes reach {change:g3}");
            }
        }
    }
}
