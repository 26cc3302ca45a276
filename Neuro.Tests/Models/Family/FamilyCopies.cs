using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Family;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models.Family;

/// <summary>Takes weights and states out of a simulation for a comparison with an oracle.</summary>
internal static class FamilyCopies
{
    /// <summary>Weights with biases drawn too (a description starts them at 0, which would hide mistakes).</summary>
    /// <param name="spec">The network.</param>
    /// <param name="units">Units of its layers.</param>
    /// <param name="forward">Name of the projection that W_k belongs to.</param>
    /// <param name="biases">Lowest and highest bias.</param>
    public static WeightStore Create(NetworkSpec spec, int[] units, Func<int, string> forward, (double Low, double High) biases)
    {
        var store = WeightStore.Create(spec, 3);
        for (var k = 1; k < units.Length; k++)
        {
            store[forward(k)].CopyBiasFrom(new TestDraws(40 + (ulong)k).Singles(units[k], biases.Low, biases.High));
        }

        return store;
    }

    /// <summary>The weights as an oracle has them.</summary>
    /// <param name="store">The weights.</param>
    /// <param name="units">Units of its layers.</param>
    /// <param name="forward">Name of the projection that W_k belongs to.</param>
    /// <param name="backward">Name of the projection that U_k belongs to.</param>
    public static FamilyWeights Weights(WeightStore store, int[] units, Func<int, string> forward, Func<int, string> backward)
    {
        var weights = new FamilyWeights(units);
        for (var k = 1; k < units.Length; k++)
        {
            Fill(store[forward(k)], weights.W[k]);
            var bias = new float[units[k]];
            store[forward(k)].CopyBiasTo(bias);
            weights.B[k] = Array.ConvertAll(bias, b => (double)b);
            if (k < units.Length - 1)
            {
                Fill(store[backward(k)], weights.U[k]);
            }
        }

        return weights;
    }

    /// <summary>One sample's rows of a matrix <c>batch x units</c> that is row-major.</summary>
    public static double[] Row(float[] values, int sample, int units) => [.. values.Skip(sample * units).Take(units).Select(x => (double)x)];

    /// <summary>What was learned agrees, up to a part of the largest change of its kind and the rounding of the weights.</summary>
    public static void ChangesClose(FamilyWeights before, FamilyWeights expected, FamilyWeights actual, double ofChange, string what)
    {
        foreach (var (name, select) in Kinds(before))
        {
            var (from, to, found) = (select(before), select(expected), select(actual));
            var change = Agreement.Largest(to.Zip(from, (a, b) => a - b));
            Assert.True(change > 0, $"{what}: {name} learns nothing");
            for (var i = 0; i < to.Length; i++)
            {
                Assert.True(Math.Abs(found[i] - to[i]) <= (ofChange * change) + (3e-7 * Agreement.Largest(to)), $"{what}: {name}[{i}] is {found[i]:R}, expected {to[i]:R} after a largest change of {change:R}");
            }
        }
    }

    private static List<(string Name, Func<FamilyWeights, double[]> Select)> Kinds(FamilyWeights weights)
    {
        List<(string, Func<FamilyWeights, double[]>)> kinds = [];
        for (var k = 1; k <= weights.Top; k++)
        {
            var layer = k;
            kinds.Add(($"W{k}", w => Dense.Flatten(w.W[layer])));
            kinds.Add(($"b{k}", w => w.B[layer]));
            if (k < weights.Top)
            {
                kinds.Add(($"U{k}", w => Dense.Flatten(w.U[layer])));
            }
        }

        return kinds;
    }

    private static void Fill(WeightMatrix from, double[][] to)
    {
        for (var post = 0; post < from.Post; post++)
        {
            for (var pre = 0; pre < from.Pre; pre++)
            {
                to[post][pre] = from[post, pre];
            }
        }
    }
}
