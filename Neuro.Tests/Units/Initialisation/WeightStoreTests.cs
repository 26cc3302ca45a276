using Neuro.Tests.Units.Kernels;
using Neuro.Tests.Units.Specification;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;

namespace Neuro.Tests.Units.Initialisation;

public sealed class WeightStoreTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    public void A_transposed_copy_is_the_transpose_of_its_original(double scale)
    {
        var sketch = new Sketch();
        sketch.Rewire("o-h", p => p with { Initialiser = new CopyOf("h-o", transposed: true, scale) });
        var store = WeightStore.Create(sketch.Build(), 1);
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                Assert.NotEqual(0f, store["h-o"][i, j]);
                Assert.Equal((float)(scale * store["h-o"][i, j]), store["o-h"][j, i]);
            }
        }
    }

    [Fact]
    public void A_copy_is_its_original_even_when_described_before_it()
    {
        var sketch = new Sketch();
        sketch.Rewire("h-g", p => p with { Initialiser = new CopyOf("h-o"), Bias = true });
        sketch.Rewire("h-o", p => p with { Bias = true });
        sketch.Projections.Reverse();
        var store = WeightStore.Create(sketch.Build(), 1);
        Assert.Equal(KernelData.Values(store["h-o"]), KernelData.Values(store["h-g"]));
    }

    /// <summary>A constant rate has weights like any other.</summary>
    [Fact]
    public void A_scaled_copy_scales_biases_too()
    {
        var sketch = new Sketch();
        sketch.Rewire("h-o", p => p with { Bias = true, BiasInitialiser = new Normal(1) });
        sketch.Rewire("h-g", p => p with { Initialiser = new CopyOf("h-o", scale: 0.25), Bias = true });
        var store = WeightStore.Create(sketch.Build(), 1);
        var (original, copy) = (new float[2], new float[2]);
        store["h-o"].CopyBiasTo(original);
        store["h-g"].CopyBiasTo(copy);
        Assert.All(original, bias => Assert.NotEqual(0f, bias));
        Assert.Equal(Array.ConvertAll(original, bias => 0.25f * bias), copy);
    }

    /// <summary>Each projection draws from a stream of its own: other projections, and their order, do not matter.</summary>
    [Fact]
    public void Weights_do_not_depend_on_the_order_of_projections()
    {
        var sketch = new Sketch();
        var store = WeightStore.Create(sketch.Build(), 5);
        sketch.Projections.Reverse();
        sketch.Add(new("more", "input", "hidden", Neuro.Units.Specification.Port.Basal) { Initialiser = new Normal(1) });
        var other = WeightStore.Create(sketch.Build(), 5);
        foreach (var name in store.Projections)
        {
            Assert.Equal(KernelData.Values(store[name]), KernelData.Values(other[name]));
        }
    }

    [Fact]
    public void Another_seed_or_name_draws_other_weights()
    {
        var network = new Sketch().Build();
        Assert.NotEqual(KernelData.Values(WeightStore.Create(network, 1)["in-h"]), KernelData.Values(WeightStore.Create(network, 2)["in-h"]));
        var store = WeightStore.Create(network, 1);
        Assert.NotEqual(KernelData.Values(store["h-o"]), KernelData.Values(store["h-g"]));
    }

    [Fact]
    public void One_to_one_ports_have_no_weights()
    {
        var store = WeightStore.Create(new Sketch().Build(), 1);
        Assert.Equal(["in-h", "h-o", "o-h", "h-g", "g-h"], store.Projections);
        var message = Assert.Throws<KeyNotFoundException>(() => store["aim"]).Message;
        Assert.Contains("'aim'", message, StringComparison.Ordinal);
        Assert.Contains("in-h, h-o", message, StringComparison.Ordinal);
    }
}
