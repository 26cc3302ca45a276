using Neuro.Tests.Oracles;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

/// <summary>What layers need beyond currents: weights turned round, products back along them, and their Gram matrix.</summary>
public sealed unsafe class LayerKernelTests
{
    [Theory]
    [InlineData(17, 5)]
    [InlineData(32, 32)]
    [InlineData(33, 64)]
    [InlineData(70, 37)]
    [InlineData(97, 16)]
    [InlineData(40, 300)]
    public void Turned_weights_have_lanes_over_the_other_side(int post, int pre)
    {
        var weights = KernelData.Weights(new TestDraws(3), post, pre, bias: false);
        var turned = new AlignedBuffer(BlockTranspose.Length(weights));
        BlockTranspose.Turn(weights, turned.Pointer);
        var width = weights.PreLayout.Width;
        for (var i = 0; i < post; i++)
        {
            for (var j = 0; j < pre; j++)
            {
                Assert.Equal(weights[i, j], turned.Pointer[((((j / width) * post) + i) * width) + (j % width)]);
            }
        }
    }

    [Theory]
    [InlineData(10, 70, 7)]
    [InlineData(3, 9, 64)]
    [InlineData(37, 20, 8)]
    [InlineData(70, 33, 26)]
    [InlineData(64, 10, 1)]
    public void Products_go_back_along_the_same_weights(int post, int pre, int batch)
    {
        var draws = new TestDraws(5);
        var weights = KernelData.Weights(draws, post, pre, bias: false);
        var signal = KernelData.Rates(draws, batch, post);
        foreach (var level in KernelData.Levels)
        {
            var result = new PanelMatrix(batch, pre);
            KernelSet.For(level).ProductBack(signal, weights, weights.LanesOverPre ? null : new AlignedBuffer(BlockTranspose.Length(weights)), result);
            for (var sample = 0; sample < batch; sample++)
            {
                for (var j = 0; j < pre; j++)
                {
                    var (sum, magnitude) = (0.0, 0.0);
                    for (var i = 0; i < post; i++)
                    {
                        sum += (double)weights[i, j] * signal[sample, i];
                        magnitude += Math.Abs((double)weights[i, j] * signal[sample, i]);
                    }

                    KernelData.Near(sum, result[sample, j], magnitude, post, $"{level}: [{sample}, {j}]");
                }
            }
        }
    }

    [Theory]
    [InlineData(17, 17)]
    [InlineData(40, 40)]
    [InlineData(70, 31)]
    [InlineData(33, 100)]
    public void A_Gram_matrix_is_that_of_the_rows(int post, int pre)
    {
        var weights = KernelData.Weights(new TestDraws(7), post, pre, bias: false);
        foreach (var level in KernelData.Levels)
        {
            var gram = new PanelMatrix(post, post);
            KernelSet.For(level).Gram(weights, gram);
            for (var i = 0; i < post; i++)
            {
                for (var k = 0; k < post; k++)
                {
                    var (sum, magnitude) = (0.0, 0.0);
                    for (var j = 0; j < pre; j++)
                    {
                        sum += (double)weights[i, j] * weights[k, j];
                        magnitude += Math.Abs((double)weights[i, j] * weights[k, j]);
                    }

                    KernelData.Near(sum, gram[i, k], magnitude, pre, $"{level}: [{i}, {k}]");
                }
            }
        }
    }
}
