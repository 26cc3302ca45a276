using Neuro.Tests.Oracles;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

/// <summary>Currents against sums in double precision, and the same bits whatever the vectors, the panels at a time and the zeros.</summary>
public sealed unsafe class CurrentKernelTests
{
    public static TheoryData<int, int> Shapes()
    {
        var shapes = new TheoryData<int, int>();
        foreach (var pre in new[] { 1, 13, 16, 17, 32, 33, 64, 97, 256, 300, 545 })
        {
            foreach (var batch in new[] { 1, 2, 3, 5, 8, 9, 10, 11, 16, 23, 26 })
            {
                shapes.Add(pre, batch);
            }
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Currents_are_sums_of_weights_times_rates(int pre, int batch)
    {
        foreach (var post in KernelData.Widths)
        {
            var draws = new TestDraws((ulong)((pre * 1000) + post));
            var rates = KernelData.Rates(draws, batch, pre);
            var weights = KernelData.Weights(draws, post, pre, bias: post % 2 == 0);
            var reference = Current(SimdLevel.Scalar, rates, weights);
            for (var sample = 0; sample < batch; sample++)
            {
                for (var i = 0; i < post; i++)
                {
                    double sum = weights.HasBias ? KernelData.Bias(weights)[i] : 0;
                    var magnitude = Math.Abs(sum);
                    for (var j = 0; j < pre; j++)
                    {
                        sum += (double)weights[i, j] * rates[sample, j];
                        magnitude += Math.Abs((double)weights[i, j] * rates[sample, j]);
                    }

                    KernelData.Near(sum, reference[sample, i], magnitude, pre, $"{batch} x {pre} x {post}: current [{sample}, {i}]");
                }
            }

            foreach (var level in KernelData.Levels)
            {
                KernelData.SameBits(KernelData.Values(reference), KernelData.Values(Current(level, rates, weights)), $"{batch} x {pre} x {post} at {level}");
            }
        }
    }

    /// <summary>A population computes its panels in groups; a group's bits do not depend on its neighbours.</summary>
    [Theory]
    [InlineData(1, 300)]
    [InlineData(23, 65)]
    public void Groups_of_panels_have_the_same_bits_as_all(int batch, int pre)
    {
        var draws = new TestDraws(4);
        var rates = KernelData.Rates(draws, batch, pre);
        var weights = KernelData.Weights(draws, 130, pre, bias: true);
        var whole = Current(SimdLevel.Scalar, rates, weights);
        foreach (var level in KernelData.Levels)
        {
            var parts = new PanelMatrix(batch, 130);
            foreach (var (first, count) in new[] { (0, 1), (1, 3), (4, 1) })
            {
                KernelSet.For(level).Current(rates, weights, first, count, null, parts.Panel(first));
            }

            KernelData.SameBits(KernelData.Values(whole), KernelData.Values(parts), level.ToString());
        }
    }

    [Theory]
    [InlineData(1, 17, 33)]
    [InlineData(12, 40, 21)]
    [InlineData(7, 300, 100)]
    public void Products_add_a_scaled_sum_to_a_baseline_of_every_sample(int batch, int pre, int post)
    {
        const float Scale = -0.37f;
        var draws = new TestDraws(6);
        var rates = KernelData.Rates(draws, batch, pre);
        var weights = KernelData.Weights(draws, post, pre, bias: false);
        var baseline = KernelData.Rates(draws, batch, post);
        float[]? bits = null;
        foreach (var level in KernelData.Levels)
        {
            var result = new PanelMatrix(batch, post);
            KernelSet.For(level).Product(rates, result.Layout.Panels, weights.Panel(0), result.Layout.Width, baseline.Pointer, perSample: true, Scale, result.Pointer);
            bits ??= KernelData.Values(result);
            KernelData.SameBits(bits, KernelData.Values(result), level.ToString());
            for (var sample = 0; sample < batch; sample++)
            {
                for (var i = 0; i < post; i++)
                {
                    var sum = 0.0;
                    var magnitude = 0.0;
                    for (var j = 0; j < pre; j++)
                    {
                        sum += (double)weights[i, j] * rates[sample, j];
                        magnitude += Math.Abs((double)weights[i, j] * rates[sample, j]);
                    }

                    KernelData.Near(
                        baseline[sample, i] + ((double)Scale * sum), result[sample, i], Math.Abs(baseline[sample, i]) + magnitude, pre, $"[{sample}, {i}]");
                }
            }
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(0.97)]
    [InlineData(1.0)]
    public void Skipping_zeros_changes_no_bit(double zeros)
    {
        foreach (var pre in new[] { 1, 16, 17, 33, 100, 545 })
        {
            foreach (var post in KernelData.WideWidths)
            {
                foreach (var batch in new[] { 1, 3, 11 })
                {
                    var draws = new TestDraws((ulong)((pre * 100) + post));
                    var rates = KernelData.Rates(draws, batch, pre, zeros);
                    var weights = KernelData.Weights(draws, post, pre, bias: batch != 3);
                    var expected = KernelData.Values(Current(SimdLevel.Scalar, rates, weights));
                    foreach (var level in KernelData.Levels)
                    {
                        var result = new PanelMatrix(batch, post);
                        KernelSet.For(level).SparseCurrent(KernelData.Sparse(rates), weights, PanelRange.Whole(weights.PostLayout), result);
                        KernelData.SameBits(expected, KernelData.Values(result), $"{batch} x {pre} x {post} at {level}");
                    }
                }
            }
        }
    }

    /// <summary>Onto a narrow population: 16 lanes over the presynaptic units, in blocks of 128, added as a tree, then folded.</summary>
    [Theory]
    [InlineData(9)]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(1100)]
    public void Currents_of_few_units_are_added_in_their_own_order(int pre)
    {
        foreach (var (batch, post) in new[] { (1, 10), (7, 11), (100, 5) })
        {
            var draws = new TestDraws((ulong)(pre + post));
            var rates = KernelData.Rates(draws, batch, pre);
            var weights = KernelData.Weights(draws, post, pre, bias: true);
            foreach (var level in KernelData.Levels)
            {
                var found = Current(level, rates, weights);
                for (var sample = 0; sample < batch; sample++)
                {
                    for (var i = 0; i < post; i++)
                    {
                        var blocks = Enumerable.Range(0, (pre + 127) / 128).Select(block => Lanes(rates, weights, sample, i, block)).ToList();
                        var expected = KernelData.Bias(weights)[i] + Folded(Tree(blocks));
                        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(found[sample, i]));
                    }
                }
            }
        }
    }

    private static float[] Lanes(PanelMatrix rates, WeightMatrix weights, int sample, int post, int block)
    {
        var lanes = new float[16];
        for (var unit = block * 128; unit < Math.Min(weights.Pre, (block + 1) * 128); unit++)
        {
            lanes[unit % 16] = MathF.FusedMultiplyAdd(rates[sample, unit], weights[post, unit], lanes[unit % 16]);
        }

        return lanes;
    }

    /// <summary>A binary counter of partial sums: two sums of as many blocks are added at once, what is left over at the end.</summary>
    private static float[] Tree(List<float[]> blocks)
    {
        var sums = new Stack<(int Blocks, float[] Sum)>();
        foreach (var block in blocks)
        {
            var (count, sum) = (1, block);
            while (sums.Count > 0 && sums.Peek().Blocks == count)
            {
                sum = Added(sums.Pop().Sum, sum);
                count *= 2;
            }

            sums.Push((count, sum));
        }

        var total = sums.Pop().Sum;
        while (sums.Count > 0)
        {
            total = Added(sums.Pop().Sum, total);
        }

        return total;
    }

    private static float[] Added(float[] left, float[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static float Folded(float[] lanes)
    {
        while (lanes.Length > 1)
        {
            lanes = Added(lanes[..(lanes.Length / 2)], lanes[(lanes.Length / 2)..]);
        }

        return lanes[0];
    }

    private static PanelMatrix Current(SimdLevel level, PanelMatrix rates, WeightMatrix weights)
    {
        var result = new PanelMatrix(rates.Batch, weights.Post);
        KernelSet.For(level).Current(rates, weights, 0, weights.PostLayout.Panels, null, result.Pointer);
        return result;
    }
}
