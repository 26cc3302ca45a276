using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>
/// Backprop in double precision through the predictions of a network of values and error units: <c>mu_k = W_k rho(mu_{k-1}) + b_k</c>, a linear output, and
/// <c>delta_k = dC/dmu_k</c> of <c>C = 1/2 |mu_L - d|^2</c>.
/// </summary>
internal sealed class PredictionGradient
{
    private readonly List<ValueSpec> _layers;
    private readonly LayerMatrix[] _weights;

    /// <summary>Takes a copy of the weights; between runs only.</summary>
    public PredictionGradient(NetworkSpec network, WeightStore weights)
    {
        _layers = [.. network.Populations.OfType<ValueSpec>()];
        _weights =
        [
            .. from layer in _layers
               let errors = network.Projections.First(p => p.Source == layer.Name && p.Port == Port.Teach).Target
               select LayerMatrix.Of(weights, network.Projections.First(p => p.Target == errors && p.Port == Port.Basal)),
        ];
    }

    /// <summary>W_k, which predicts a layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public LayerMatrix Weights(int layer) => _weights[layer];

    /// <summary>The states of a sweep of one sample, and delta of every layer.</summary>
    /// <param name="input">Rates of the input.</param>
    /// <param name="label">The class to be answered.</param>
    public (double[][] States, double[][] Deltas) Of(double[] input, int label)
    {
        var states = new double[_layers.Count][];
        var rates = input;
        for (var layer = 0; layer < _layers.Count; layer++)
        {
            states[layer] = new double[_layers[layer].Units];
            _weights[layer].AddTo(rates, states[layer]);
            rates = Array.ConvertAll(states[layer], s => ActivationValue.Rate(_layers[layer].Activation, s));
        }

        var deltas = new double[_layers.Count][];
        deltas[^1] = [.. states[^1].Select((s, i) => s - (i == label ? 1 : 0))];
        for (var layer = _layers.Count - 2; layer >= 0; layer--)
        {
            deltas[layer] = new double[_layers[layer].Units];
            _weights[layer + 1].AddTransposedTo(deltas[layer + 1], deltas[layer]);
            for (var i = 0; i < deltas[layer].Length; i++)
            {
                deltas[layer][i] *= ActivationValue.Slope(_layers[layer].Activation, states[layer][i]);
            }
        }

        return (states, deltas);
    }
}
