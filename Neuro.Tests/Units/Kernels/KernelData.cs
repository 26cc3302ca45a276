using Neuro.Tests.Oracles;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

/// <summary>Random operands, every level of vectors, and comparison by bits.</summary>
internal static class KernelData
{
    /// <summary>Widths on both sides of the half panel, the panel and the eight panels that kernels take at once.</summary>
    public static int[] Widths { get; } = [1, 10, 16, 17, 32, 33, 65, 100];

    /// <summary>Those of them onto which zeros can be skipped: lanes run over the postsynaptic units.</summary>
    public static IEnumerable<int> WideWidths => Widths.Where(width => width > PanelLayout.Narrow);

    public static IEnumerable<SimdLevel> Levels { get; } = [SimdLevel.Scalar, SimdLevel.Vector256, SimdLevel.Vector512];

    /// <summary>Rates of which a part is zero.</summary>
    public static PanelMatrix Rates(TestDraws draws, int batch, int units, double zeros = 0)
    {
        var matrix = new PanelMatrix(batch, units);
        for (var sample = 0; sample < batch; sample++)
        {
            for (var unit = 0; unit < units; unit++)
            {
                matrix[sample, unit] = draws.Next() < zeros ? 0f : draws.Single(-1, 1);
            }
        }

        return matrix;
    }

    public static SparseRates Sparse(PanelMatrix rates)
    {
        var sparse = new SparseRates(rates.Batch, rates.Units);
        sparse.Fill(rates);
        return sparse;
    }

    public static WeightMatrix Weights(TestDraws draws, int post, int pre, bool bias)
    {
        var weights = new WeightMatrix(post, pre, bias);
        weights.CopyFrom(draws.Singles(post * pre, -1, 1));
        if (bias)
        {
            weights.CopyBiasFrom(draws.Singles(post, -1, 1));
        }

        return weights;
    }

    public static WeightMatrix Copy(WeightMatrix weights)
    {
        var copy = new WeightMatrix(weights.Post, weights.Pre, weights.HasBias);
        copy.CopyFrom(Values(weights));
        if (weights.HasBias)
        {
            copy.CopyBiasFrom(Bias(weights));
        }

        return copy;
    }

    public static float[] Values(PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        return values;
    }

    public static float[] Values(WeightMatrix weights)
    {
        var values = new float[weights.Post * weights.Pre];
        weights.CopyTo(values);
        return values;
    }

    public static float[] Bias(WeightMatrix weights)
    {
        var bias = new float[weights.Post];
        weights.CopyBiasTo(bias);
        return bias;
    }

    /// <summary>Everything that a weight matrix keeps beyond its real units.</summary>
    public static unsafe IEnumerable<float> Padding(WeightMatrix weights)
    {
        var padding = new List<float>();
        var lanes = weights.LaneLayout;
        for (var lane = lanes.UnitsIn(lanes.Panels - 1); lane < lanes.Width; lane++)
        {
            for (var row = 0; row < weights.Rows; row++)
            {
                padding.Add(weights.Panel(lanes.Panels - 1)[(row * lanes.Width) + lane]);
            }
        }

        var post = weights.PostLayout;
        for (var lane = post.UnitsIn(post.Panels - 1); weights.HasBias && lane < post.Width; lane++)
        {
            padding.Add(weights.Bias(post.Panels - 1)[lane]);
        }

        return padding;
    }

    public static void SameBits(float[] expected, float[] actual, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                $"{what}: value {i} is {actual[i]:R}, expected the bits of {expected[i]:R}");
        }
    }

    /// <summary>Within the bound of a sum of that many products in single precision.</summary>
    public static void Near(double expected, float actual, double magnitude, int terms, string what) =>
        Assert.True(
            Math.Abs(expected - actual) <= ((terms + 4) * Math.Pow(2, -24) * magnitude) + 1e-37,
            $"{what} is {actual:R}, expected {expected:R} within {terms + 4} half units of {magnitude:R}");
}
