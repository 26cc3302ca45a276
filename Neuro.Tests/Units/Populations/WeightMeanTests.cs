using Neuro.Tests.Units.Specification;
using Neuro.Units.Populations;

namespace Neuro.Tests.Units.Populations;

public sealed class WeightMeanTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 5)]
    [InlineData(64, 300)]
    public void Every_weight_and_bias_is_the_mean_in_all(int networks, int parts)
    {
        var stores = Stores(networks);
        var expected = Values(stores).Select(all => (float)(all.Aggregate(0.0, (sum, value) => sum + value) / networks)).ToList();
        var mean = new WeightMean(stores);
        for (var part = parts - 1; part >= 0; part--)
        {
            mean.Take(part, parts);
        }

        foreach (var (values, number) in Values(stores).Zip(expected))
        {
            Assert.All(values, value => Assert.Equal(number, value));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(49)]
    public void Equal_networks_stay_what_they_are(int networks)
    {
        var stores = Stores(networks);
        new WeightMean(stores).Take(0, 1);
        var before = Values(stores).Select(all => all[0]).ToList();
        new WeightMean(stores).Take(0, 1);
        Assert.Equal(before, Values(stores).Select(all => all[0]));
    }

    private static List<WeightStore> Stores(int count)
    {
        var sketch = new Sketch();
        sketch.Rewire("in-h", p => p with { Bias = true });
        sketch.Replace("hidden", p => p with { Units = 45 });
        var spec = sketch.Build();
        return [.. Enumerable.Range(0, count).Select(seed =>
        {
            var store = WeightStore.Create(spec, (ulong)seed);
            store["in-h"].CopyBiasFrom([.. Enumerable.Range(0, 45).Select(unit => MathF.Sin(unit + (100 * seed)))]);
            return store;
        })];
    }

    /// <summary>For every weight and bias its values in all networks.</summary>
    private static IEnumerable<float[]> Values(List<WeightStore> stores)
    {
        foreach (var projection in stores[0].Projections)
        {
            var matrices = stores.ConvertAll(store => store[projection]);
            for (var post = 0; post < matrices[0].Post; post++)
            {
                for (var pre = 0; pre < matrices[0].Pre; pre++)
                {
                    yield return [.. matrices.Select(m => m[post, pre])];
                }

                yield return [.. matrices.Select(m => Bias(m)[post])];
            }
        }
    }

    private static float[] Bias(Neuro.Units.Tensors.WeightMatrix matrix)
    {
        var bias = new float[matrix.Post];
        matrix.CopyBiasTo(bias);
        return bias;
    }
}
