using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

public sealed class TransposeKernelTests
{
    /// <summary>Both sides wide, both narrow, one of each, borders of panels and beyond.</summary>
    [Theory]
    [InlineData(10, 500)]
    [InlineData(500, 10)]
    [InlineData(16, 16)]
    [InlineData(3, 7)]
    [InlineData(17, 16)]
    [InlineData(16, 17)]
    [InlineData(45, 70)]
    [InlineData(64, 33)]
    [InlineData(1, 1)]
    public void Every_weight_is_where_it_belongs_and_padding_stays_zero(int post, int pre)
    {
        var source = Numbered(post, pre);
        var target = new WeightMatrix(pre, post, hasBias: false);
        for (var panel = 0; panel < target.PostLayout.Panels; panel++)
        {
            TransposeKernel.Read(source, target, panel, 1);
        }

        for (var i = 0; i < post; i++)
        {
            for (var j = 0; j < pre; j++)
            {
                Assert.Equal(source[i, j], target[j, i]);
            }
        }

        Assert.Equal(post * pre, target.AllWeights.ToArray().Count(weight => weight != 0));
    }

    [Fact]
    public void Only_the_panels_that_are_asked_for_are_read()
    {
        var source = Numbered(40, 100);
        var target = new WeightMatrix(100, 40, hasBias: false);
        TransposeKernel.Read(source, target, 1, 2);
        for (var unit = 0; unit < 100; unit++)
        {
            Assert.Equal(unit is >= 32 and < 96 ? source[7, unit] : 0, target[unit, 7]);
        }
    }

    private static WeightMatrix Numbered(int post, int pre)
    {
        var weights = new WeightMatrix(post, pre, hasBias: false);
        weights.CopyFrom([.. Enumerable.Range(1, post * pre).Select(number => (float)number)]);
        return weights;
    }
}
