using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>The signals delta = -dC/da that backprop gives the layers of a layered network, in double precision: what its own signals are compared with.</summary>
/// <param name="network">The network.</param>
/// <param name="weights">Its weights.</param>
internal sealed class LayeredGradient(NetworkSpec network, WeightStore weights)
{
    /// <summary>The layers on the way from input to output, from below.</summary>
    public static IReadOnlyList<LayerSpec> LayersOf(NetworkSpec network)
    {
        var layers = new List<LayerSpec>();
        for (var layer = (LayerSpec)network.Population("output"); ;)
        {
            layers.Insert(0, layer);
            if (network.Population(Forward(network, layer).Source) is not LayerSpec below)
            {
                return layers;
            }

            layer = below;
        }
    }

    /// <summary>The projection by which a layer is driven.</summary>
    public static ProjectionSpec Forward(NetworkSpec network, LayerSpec layer) => network.Projections.First(p => p.Target == layer.Name && p.Port == Port.Basal);

    /// <summary>Signals of every layer, row-major <c>batch x units</c>.</summary>
    /// <param name="states">States of the layers, from below.</param>
    /// <param name="output">The signal of the output, which needs no way back.</param>
    public double[][] Signals(IReadOnlyList<double[]> states, double[] output)
    {
        var layers = LayersOf(network);
        var signals = new double[layers.Count][];
        signals[^1] = output;
        for (var layer = layers.Count - 2; layer >= 0; layer--)
        {
            signals[layer] = Below(layers[layer], layers[layer + 1], states[layer], signals[layer + 1]);
        }

        return signals;
    }

    private double[] Below(LayerSpec below, LayerSpec above, double[] states, double[] signal)
    {
        var matrix = weights[Forward(network, above).Name];
        var values = new float[matrix.Post * matrix.Pre];
        matrix.CopyTo(values);
        var result = new double[states.Length];
        for (var sample = 0; sample < states.Length / below.Units; sample++)
        {
            var row = result.AsSpan(sample * below.Units, below.Units);
            for (var i = 0; i < matrix.Post; i++)
            {
                var d = signal[(sample * above.Units) + i];
                if (d == 0)
                {
                    continue;
                }

                for (var j = 0; j < matrix.Pre; j++)
                {
                    row[j] += values[(i * matrix.Pre) + j] * d;
                }
            }

            for (var j = 0; j < below.Units; j++)
            {
                row[j] *= ActivationValue.Slope(below.Activation, states[(sample * below.Units) + j]);
            }
        }

        return result;
    }
}
