using Neuro.Tests.Oracles;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

/// <summary>Plastic changes against sums in double precision; the same bits whatever the vectors and the zeros; padding stays zero.</summary>
public sealed unsafe class LearningKernelTests
{
    private const float Scale = 0.013f;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(100)]
    public void Changes_are_scaled_sums_of_outer_products(int batch)
    {
        foreach (var pre in new[] { 1, 10, 16, 17, 33, 100 })
        {
            foreach (var post in KernelData.Widths)
            {
                var (rates, signal, weights) = Operands(batch, pre, post, zeros: 0);
                var bits = Learn(SimdLevel.Scalar, rates, signal, weights);
                Check(rates, signal, weights, bits);
                foreach (var level in KernelData.Levels)
                {
                    var changed = Learn(level, rates, signal, weights);
                    KernelData.SameBits(KernelData.Values(bits), KernelData.Values(changed), $"{batch} x {pre} x {post} at {level}");
                    KernelData.SameBits(KernelData.Bias(bits), KernelData.Bias(changed), $"{batch} x {pre} x {post} at {level}: bias");
                    Assert.All(KernelData.Padding(changed), value => Assert.Equal(0f, value));
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
        foreach (var pre in new[] { 1, 16, 17, 100, 300 })
        {
            foreach (var post in KernelData.WideWidths)
            {
                foreach (var batch in new[] { 1, 3, 20 })
                {
                    var (rates, signal, weights) = Operands(batch, pre, post, zeros);
                    var dense = Learn(SimdLevel.Scalar, rates, signal, weights);
                    foreach (var level in KernelData.Levels)
                    {
                        var changed = KernelData.Copy(weights);
                        KernelSet.For(level).SparseLearn(KernelData.Sparse(rates), signal, Scale, changed, PanelRange.Whole(changed.PostLayout));
                        KernelData.SameBits(KernelData.Values(dense), KernelData.Values(changed), $"{batch} x {pre} x {post} at {level}");
                        KernelData.SameBits(KernelData.Bias(dense), KernelData.Bias(changed), $"{batch} x {pre} x {post} at {level}: bias");
                        Assert.All(KernelData.Padding(changed), value => Assert.Equal(0f, value));
                    }
                }
            }
        }
    }

    /// <summary>Both ends of a two-sided synapse add the same bits: the change of W from (signal, rates) is that of W^T from (rates, signal).</summary>
    [Theory]
    [InlineData(1, 33, 10)]
    [InlineData(20, 37, 21)]
    [InlineData(100, 100, 17)]
    public void Both_ends_of_a_synapse_agree_in_bits(int batch, int below, int above)
    {
        var (rates, signal, weights) = Operands(batch, below, above, zeros: 0);
        var forward = Learn(SimdLevel.Vector512, rates, signal, weights);
        var backward = new WeightMatrix(below, above, hasBias: false);
        for (var i = 0; i < above; i++)
        {
            for (var j = 0; j < below; j++)
            {
                backward[j, i] = weights[i, j];
            }
        }

        KernelSet.For(SimdLevel.Vector512).Learn(signal, rates.Pointer, Scale, backward, 0, backward.PostLayout.Panels);
        for (var i = 0; i < above; i++)
        {
            for (var j = 0; j < below; j++)
            {
                Assert.Equal(BitConverter.SingleToInt32Bits(forward[i, j]), BitConverter.SingleToInt32Bits(backward[j, i]));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Groups_of_panels_change_only_themselves(int batch)
    {
        var (rates, signal, weights) = Operands(batch, pre: 40, post: 130, zeros: 0);
        var whole = Learn(SimdLevel.Scalar, rates, signal, weights);
        foreach (var level in KernelData.Levels)
        {
            var changed = KernelData.Copy(weights);
            KernelSet.For(level).Learn(rates, signal.Panel(1), Scale, changed, 1, 2);
            for (var i = 0; i < weights.Post; i++)
            {
                var expected = i is >= 32 and < 96 ? whole : weights;
                Assert.Equal(KernelData.Bias(expected)[i], KernelData.Bias(changed)[i]);
                for (var j = 0; j < weights.Pre; j++)
                {
                    Assert.Equal(expected[i, j], changed[i, j]);
                }
            }
        }
    }

    private static (PanelMatrix Rates, PanelMatrix Signal, WeightMatrix Weights) Operands(int batch, int pre, int post, double zeros)
    {
        var draws = new TestDraws((ulong)((pre * 100) + post));
        return (KernelData.Rates(draws, batch, pre, zeros), KernelData.Rates(draws, batch, post), KernelData.Weights(draws, post, pre, bias: post != 10));
    }

    private static WeightMatrix Learn(SimdLevel level, PanelMatrix rates, PanelMatrix signal, WeightMatrix weights)
    {
        var changed = KernelData.Copy(weights);
        KernelSet.For(level).Learn(rates, signal.Pointer, Scale, changed, 0, changed.PostLayout.Panels);
        return changed;
    }

    private static void Check(PanelMatrix rates, PanelMatrix signal, WeightMatrix before, WeightMatrix after)
    {
        var (bias, newBias) = (KernelData.Bias(before), KernelData.Bias(after));
        for (var i = 0; i < before.Post; i++)
        {
            for (var j = -1; j < before.Pre; j++)
            {
                double old = j < 0 ? bias[i] : before[i, j];
                var magnitude = Math.Abs(old);
                var value = old;
                for (var b = 0; b < rates.Batch; b++)
                {
                    var term = (double)Scale * signal[b, i] * (j < 0 ? 1 : rates[b, j]);
                    value += before.HasBias || j >= 0 ? term : 0;
                    magnitude += Math.Abs(term);
                }

                KernelData.Near(value, j < 0 ? newBias[i] : after[i, j], magnitude, rates.Batch, $"weight [{i}, {j}]");
            }
        }
    }
}
