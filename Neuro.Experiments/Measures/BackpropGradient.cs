using Neuro.Units.Losses;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>The gradient dC/drho(s) of every layer by backprop through the forward weights alone: what the errors are compared with.</summary>
internal sealed class BackpropGradient
{
    private readonly NetworkSpec _network;
    private readonly WeightStore _weights;
    private readonly List<PyramidalSpec> _layers;

    public BackpropGradient(NetworkSpec network, WeightStore weights, IReadOnlyList<string> layers)
    {
        _network = network;
        _weights = weights;
        _layers = [.. layers.Select(name => (PyramidalSpec)network.Population(name))];
    }

    /// <summary>Gradients per layer, row-major <c>batch x units</c>.</summary>
    /// <param name="basal">Current of the first layer from the clamped input: its feed-forward state.</param>
    /// <param name="labels">Labels of the batch.</param>
    public double[][] Compute(float[] basal, ReadOnlySpan<byte> labels)
    {
        var batch = labels.Length;
        var states = new double[_layers.Count][];
        states[0] = Array.ConvertAll(basal, value => (double)value);
        for (var layer = 1; layer < _layers.Count; layer++)
        {
            states[layer] = Forward(layer, states[layer - 1], batch);
        }

        var gradients = new double[_layers.Count][];
        gradients[^1] = OutputGradient(states[^1], labels);
        for (var layer = _layers.Count - 2; layer >= 0; layer--)
        {
            gradients[layer] = Backward(layer, states[layer + 1], gradients[layer + 1], batch);
        }

        return gradients;
    }

    private double[] Forward(int layer, double[] below, int batch)
    {
        var (weights, bias, post, pre) = Weights(layer);
        var activation = _layers[layer - 1].Activation;
        var states = new double[batch * post];
        var rates = Array.ConvertAll(below, s => ActivationValue.Rate(activation, s));
        for (var sample = 0; sample < batch; sample++)
        {
            for (var i = 0; i < post; i++)
            {
                double sum = bias[i];
                for (var j = 0; j < pre; j++)
                {
                    sum += weights[(i * pre) + j] * rates[(sample * pre) + j];
                }

                states[(sample * post) + i] = sum;
            }
        }

        return states;
    }

    private double[] OutputGradient(double[] states, ReadOnlySpan<byte> labels)
    {
        var output = _layers[^1];
        var gradient = new double[states.Length];
        for (var index = 0; index < states.Length; index++)
        {
            var rate = ActivationValue.Rate(output.Activation, states[index]);
            var target = labels[index / output.Units] == index % output.Units ? 1 : 0;
            gradient[index] = output.Loss == Loss.CrossEntropy ? (rate - target) / Math.Max(rate * (1 - rate), 1e-6) : rate - target;
        }

        return gradient;
    }

    private double[] Backward(int layer, double[] statesAbove, double[] gradientAbove, int batch)
    {
        var (weights, _, post, pre) = Weights(layer + 1);
        var activation = _layers[layer + 1].Activation;
        var gradient = new double[batch * pre];
        for (var sample = 0; sample < batch; sample++)
        {
            for (var i = 0; i < post; i++)
            {
                var at = (sample * post) + i;
                var signal = gradientAbove[at] * ActivationValue.Slope(activation, statesAbove[at]);
                for (var j = 0; j < pre; j++)
                {
                    gradient[(sample * pre) + j] += weights[(i * pre) + j] * signal;
                }
            }
        }

        return gradient;
    }

    private (float[] Weights, float[] Bias, int Post, int Pre) Weights(int layer)
    {
        var projection = _network.Projections.First(p => p.Source == _layers[layer - 1].Name && p.Target == _layers[layer].Name && p.Port == Port.Basal);
        var matrix = _weights[projection.Name];
        var weights = new float[matrix.Post * matrix.Pre];
        var bias = new float[matrix.Post];
        matrix.CopyTo(weights);
        matrix.CopyBiasTo(bias);
        return (weights, bias, matrix.Post, matrix.Pre);
    }
}
