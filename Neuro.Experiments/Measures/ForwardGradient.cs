using Neuro.Units.Activations;
using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Measures;

/// <summary>Feed-forward states <c>u_k = gain_k (W_k rho(u_(k-1)) + b_k)</c> of a chain of layers, and the gradient of a loss of the last rates, in double precision.</summary>
internal sealed class ForwardGradient
{
    private readonly WeightMatrix[] _weights;
    private readonly double[] _gains;
    private readonly Activation[] _activations;
    private readonly double[][] _states;

    /// <summary>Computes the states.</summary>
    /// <param name="store">The weights.</param>
    /// <param name="projections">The projection into each layer, from below.</param>
    /// <param name="gains">What the current of each layer is multiplied by.</param>
    /// <param name="activations">rho of each layer.</param>
    /// <param name="inputs">Rates of the input, a row for each sample.</param>
    public ForwardGradient(WeightStore store, IReadOnlyList<string> projections, IReadOnlyList<double> gains, IReadOnlyList<Activation> activations, IReadOnlyList<float[]> inputs)
    {
        _weights = [.. projections.Select(name => store[name])];
        (_gains, _activations) = ([.. gains], [.. activations]);
        Samples = inputs.Count;
        _states = new double[_weights.Length][];
        double[] below = [.. inputs.SelectMany(row => row).Select(rate => (double)rate)];
        for (var layer = 0; layer < _weights.Length; layer++)
        {
            _states[layer] = Forward(layer, below);
            below = Rates(layer);
        }
    }

    /// <summary>Number of samples.</summary>
    public int Samples { get; }

    /// <summary>u of a layer, from 0: samples by units.</summary>
    public double[] States(int layer) => _states[layer];

    /// <summary>rho(u) of a layer.</summary>
    public double[] Rates(int layer) => [.. _states[layer].Select(u => ActivationValue.Rate(_activations[layer], u))];

    /// <summary>Gradients by the rates of every layer.</summary>
    /// <param name="top">That of the last layer: samples by units.</param>
    public double[][] ByRates(double[] top)
    {
        var gradients = new double[_weights.Length][];
        gradients[^1] = top;
        for (var layer = _weights.Length - 1; layer > 0; layer--)
        {
            gradients[layer - 1] = Backward(layer, ByStates(layer, gradients[layer]));
        }

        return gradients;
    }

    /// <summary>The gradient by the states of a layer from that by its rates.</summary>
    public double[] ByStates(int layer, double[] byRates) => [.. byRates.Zip(_states[layer], (g, u) => g * ActivationValue.Slope(_activations[layer], u))];

    private double[] Forward(int layer, double[] rates)
    {
        var weights = _weights[layer];
        var bias = new float[weights.Post];
        weights.CopyBiasTo(bias);
        var states = new double[Samples * weights.Post];
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var i = 0; i < weights.Post; i++)
            {
                double sum = bias[i];
                for (var j = 0; j < weights.Pre; j++)
                {
                    sum += weights[i, j] * rates[(sample * weights.Pre) + j];
                }

                states[(sample * weights.Post) + i] = _gains[layer] * sum;
            }
        }

        return states;
    }

    private double[] Backward(int layer, double[] byStates)
    {
        var weights = _weights[layer];
        var gradient = new double[Samples * weights.Pre];
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var i = 0; i < weights.Post; i++)
            {
                var signal = _gains[layer] * byStates[(sample * weights.Post) + i];
                for (var j = 0; j < weights.Pre; j++)
                {
                    gradient[(sample * weights.Pre) + j] += weights[i, j] * signal;
                }
            }
        }

        return gradient;
    }
}
