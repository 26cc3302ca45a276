using Neuro.Tests.Units.Specification;
using Neuro.Units.Populations;

namespace Neuro.Tests.Units.Populations;

public sealed class PopulationFactoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Batches_out_of_range_are_refused(int batch)
    {
        var network = new Sketch().Build();
        Assert.Throws<ArgumentOutOfRangeException>(() => PopulationFactory.Build(network, batch, WeightStore.Create(network, 1), new ExecutionOptions()));
    }

    [Fact]
    public void Populations_come_in_the_order_of_the_description()
    {
        var network = new Sketch().Build();
        var populations = PopulationFactory.Build(network, 3, WeightStore.Create(network, 1), new ExecutionOptions());
        Assert.Equal(network.Populations.Select(p => p.Name), populations.Select(p => p.Spec.Name));
        Assert.All(populations, population => Assert.Equal(3, population.Batch));
    }

    [Fact]
    public void Only_who_is_mirrored_sends_a_signal_and_only_clamped_ones_have_no_state()
    {
        var network = new Sketch().Build();
        var messages = PopulationFactory.Build(network, 3, WeightStore.Create(network, 1), new ExecutionOptions()).ToDictionary(p => p.Spec.Name, p => p.CreateMessage());
        Assert.NotNull(messages["output"].Signal);
        Assert.Null(messages["hidden"].Signal);
        Assert.Null(messages["ghost"].Signal);
        Assert.Null(messages["input"].State);
        Assert.NotNull(messages["ghost"].State);
    }
}
