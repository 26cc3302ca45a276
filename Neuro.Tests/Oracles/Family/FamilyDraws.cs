namespace Neuro.Tests.Oracles.Family;

/// <summary>Small batches for the tests of this folder.</summary>
internal static class FamilyDraws
{
    /// <summary>Rows of uniform numbers.</summary>
    public static double[][] Batch(TestDraws draws, int samples, int units, double low = 0, double high = 1) =>
        [.. Enumerable.Range(0, samples).Select(_ => Enumerable.Range(0, units).Select(_ => low + ((high - low) * draws.Next())).ToArray())];

    /// <summary>The same rate in every layer.</summary>
    public static double[] Rates(FamilyWeights weights, double rate) => [.. weights.Units.Select(_ => rate)];
}
