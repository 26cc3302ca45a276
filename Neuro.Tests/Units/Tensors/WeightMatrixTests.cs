using Neuro.Tests.Oracles;
using Neuro.Tests.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Tensors;

public sealed class WeightMatrixTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 10, 33 }, { 16, 16 }, { 17, 100 }, { 65, 7 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Row_major_weights_go_in_and_come_out(int post, int pre)
    {
        var values = new TestDraws(1).Singles(post * pre, -1, 1);
        var bias = new TestDraws(2).Singles(post, -1, 1);
        var weights = new WeightMatrix(post, pre, hasBias: true);
        weights.CopyFrom(values);
        weights.CopyBiasFrom(bias);
        Assert.Equal(values, KernelData.Values(weights));
        Assert.Equal(bias, KernelData.Bias(weights));
        Assert.All(KernelData.Padding(weights), value => Assert.Equal(0f, value));
        for (var at = 0; at < values.Length; at++)
        {
            Assert.Equal(values[at], weights[at / pre, at % pre]);
        }
    }

    [Fact]
    public void Biases_count_as_plastic_values()
    {
        Assert.Equal(12, new WeightMatrix(3, 4, hasBias: false).Count);
        Assert.Equal(15, new WeightMatrix(3, 4, hasBias: true).Count);
    }

    [Fact]
    public void Without_biases_none_come_out_and_none_go_in()
    {
        var weights = new WeightMatrix(3, 4, hasBias: false);
        var bias = new float[] { 1, 2, 3 };
        weights.CopyBiasTo(bias);
        Assert.Equal([1, 2, 3], bias);
        Assert.Throws<InvalidOperationException>(() => weights.CopyBiasFrom(bias));
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        var weights = new WeightMatrix(3, 4, hasBias: true);
        foreach (var action in new Action[]
        {
            () => weights.CopyFrom(new float[11]),
            () => weights.CopyTo(new float[13]),
            () => weights.CopyBiasFrom(new float[4]),
            () => weights.CopyBiasTo(new float[2]),
        })
        {
            var message = Assert.Throws<ArgumentException>(action).Message;
            Assert.Contains("expected", message, StringComparison.Ordinal);
            Assert.Contains("found", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(3, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 4)]
    public void Indices_outside_are_refused(int post, int pre)
    {
        var weights = new WeightMatrix(3, 4, hasBias: false);
        Assert.Throws<ArgumentOutOfRangeException>(() => weights[post, pre]);
        Assert.Throws<ArgumentOutOfRangeException>(() => weights[post, pre] = 1);
    }
}
