using Neuro.Units.Plasticity;

namespace Neuro.Tests.Units.Plasticity;

public sealed class LearningRateTests
{
    [Theory]
    [InlineData(0.5, 1.0, 0, 0.5)]
    [InlineData(0.5, 1.0, 1000, 0.5)]
    [InlineData(2.0, 0.5, 3, 0.25)]
    [InlineData(1.0, 2.0, 4, 16.0)]
    [InlineData(0.0, 0.9, 4, 0.0)]
    public void It_decays_geometrically_over_epochs(double initial, double decay, int epoch, double expected) =>
        Assert.Equal(expected, new LearningRate(initial, decay).At(epoch), 1e-12);
}
