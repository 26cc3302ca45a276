using Neuro.Units.Activations;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>Feed-forward states <c>u_k = gain_k (W_k rho(u_(k-1)) + b_k)</c> of a chain of layers, and the gradient of a loss of the last rates, in double precision.</summary>
internal sealed class ForwardGradient
{
    private readonly LayerMatrix[] _weights;
    private readonly double[] _gains;
    private readonly Activation[] _activations;
    private readonly double[][] _states;
    private readonly int _samples;

    /// <summary>Computes the states; between runs only.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="projections">The projection into each layer, from below.</param>
    /// <param name="gains">What the current of each layer is multiplied by.</param>
    /// <param name="activations">rho of each layer.</param>
    /// <param name="inputs">Rates of the input, a row for each sample.</param>
    public ForwardGradient(WeightStore weights, IEnumerable<ProjectionSpec> projections, IReadOnlyList<double> gains, IReadOnlyList<Activation> activations, IReadOnlyList<double[]> inputs)
    {
        _weights = [.. projections.Select(projection => LayerMatrix.Of(weights, projection))];
        (_gains, _activations, _samples) = ([.. gains], [.. activations], inputs.Count);
        _states = new double[_weights.Length][];
        double[] below = [.. inputs.SelectMany(row => row)];
        for (var layer = 0; layer < _weights.Length; layer++)
        {
            _states[layer] = Forward(layer, below);
            below = Rates(layer);
        }
    }

    /// <summary>u of a layer, from 0: samples by units.</summary>
    public double[] States(int layer) => _states[layer];

    /// <summary>rho(u) of a layer.</summary>
    public double[] Rates(int layer) => [.. _states[layer].Select(u => ActivationValue.Rate(_activations[layer], u))];

    /// <summary>The weights into a layer.</summary>
    public LayerMatrix Weights(int layer) => _weights[layer];

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
        var states = new double[_samples * weights.Post];
        for (var sample = 0; sample < _samples; sample++)
        {
            weights.AddTo(rates.AsSpan(sample * weights.Pre, weights.Pre), states.AsSpan(sample * weights.Post, weights.Post));
        }

        return Array.ConvertAll(states, state => _gains[layer] * state);
    }

    private double[] Backward(int layer, double[] byStates)
    {
        var weights = _weights[layer];
        var gradient = new double[_samples * weights.Pre];
        for (var sample = 0; sample < _samples; sample++)
        {
            weights.AddTransposedTo(byStates.AsSpan(sample * weights.Post, weights.Post), gradient.AsSpan(sample * weights.Pre, weights.Pre));
        }

        return Array.ConvertAll(gradient, g => _gains[layer] * g);
    }
}
