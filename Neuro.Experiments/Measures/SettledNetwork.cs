using Neuro.Units.Activations;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>
/// A network that settles, in double precision and one sample at a time: what drives its states, their energy, and the gradient of the loss of the settled network by recurrent
/// backprop (Almeida 1987, Pineda 1987): <c>lambda = J^T lambda + dC/ds</c>, J the Jacobian of the map whose fixed point the free state is.
/// </summary>
internal sealed class SettledNetwork
{
    private const int Iterations = 500;
    private const double Precision = 1e-8;

    // Where loops hardly lose anything, a signal runs round them for very long.
    private const int MostIterations = 40_000;
    private const double ExactPrecision = 1e-13;

    // Steps of half a time constant, as the networks themselves take them.
    private const double Ratio = 0.5;

    private readonly List<HopfieldSpec> _layers;
    private readonly LayerMatrix[] _up;
    private readonly LayerMatrix?[] _down;

    /// <summary>Takes a copy of the weights; between runs only.</summary>
    public SettledNetwork(NetworkSpec network, WeightStore weights)
    {
        _layers = [.. network.Populations.OfType<HopfieldSpec>()];
        _up = [.. _layers.Select(layer => LayerMatrix.Of(weights, network.Projections.First(p => p.Target == layer.Name && p.Port == Port.Basal)))];
        _down = [.. _layers.Select(layer => network.Projections.FirstOrDefault(p => p.Target == layer.Name && p.Port == Port.Apical) is { } down ? LayerMatrix.Of(weights, down) : null)];
    }

    /// <summary>The layers, from below.</summary>
    public IReadOnlyList<HopfieldSpec> Layers => _layers;

    private int Top => _layers.Count - 1;

    /// <summary>What the first layer gets from the clamped input, which does not move.</summary>
    public double[] InputCurrent(ReadOnlySpan<double> input)
    {
        var current = new double[_layers[0].Units];
        _up[0].AddTo(input, current);
        return current;
    }

    /// <summary>tau ds/dt of every layer, 0 where a clipped state cannot follow.</summary>
    /// <param name="input">The current from the input.</param>
    /// <param name="states">The states of every layer.</param>
    /// <param name="beta">Strength of nudging.</param>
    /// <param name="label">The class that the output is nudged towards.</param>
    public double[][] Drive(double[] input, double[][] states, double beta = 0, int label = 0)
    {
        var drives = Currents(input, states);
        for (var layer = 0; layer <= Top; layer++)
        {
            for (var i = 0; i < drives[layer].Length; i++)
            {
                var s = states[layer][i];
                var drive = (SlopeOf(layer, s) * drives[layer][i]) - s + (layer == Top ? beta * ((i == label ? 1 : 0) - s) : 0);
                drives[layer][i] = _layers[layer].Clips && ((s <= 0 && drive < 0) || (s >= 1 && drive > 0)) ? 0 : drive;
            }
        }

        return drives;
    }

    /// <summary>E = 1/2 |s|^2 - sum rho(s_k)^T W_k rho(s_{k-1}) - sum b_k^T rho(s_k) (Scellier and Bengio 2017, Eq. 1), with the weights upwards.</summary>
    /// <param name="input">The current from the input.</param>
    /// <param name="states">The states of every layer.</param>
    public double Energy(double[] input, double[][] states)
    {
        var energy = 0.0;
        double[] below = [];
        for (var layer = 0; layer <= Top; layer++)
        {
            var rates = Rates(layer, states[layer]);
            var current = input;
            if (layer > 0)
            {
                current = new double[rates.Length];
                _up[layer].AddTo(below, current);
            }

            energy += (Vectors.Dot(states[layer], states[layer]) / 2) - Vectors.Dot(current, rates);
            below = rates;
        }

        return energy;
    }

    /// <summary>The gradient of the loss 1/2 |s_L - d|^2 at the fixed point with respect to a force on each state; states that are clipped do not move.</summary>
    /// <param name="input">The current from the input.</param>
    /// <param name="states">The free states.</param>
    /// <param name="label">The class to be answered.</param>
    /// <remarks>As near as a measure needs it: without tied weights nothing guarantees that there is one.</remarks>
    public double[][] Gradient(double[] input, double[][] states, int label) => Solve(input, states, label, Iterations, Precision).Lambda;

    /// <summary>The same to nearly all digits.</summary>
    /// <param name="input">The current from the input.</param>
    /// <param name="states">The free states.</param>
    /// <param name="label">The class to be answered.</param>
    /// <exception cref="InvalidOperationException">It did not converge: the gain of the loops is not below one.</exception>
    public double[][] ExactGradient(double[] input, double[][] states, int label) => Solve(input, states, label, MostIterations, ExactPrecision) is (var lambda, true)
        ? lambda
        : throw new InvalidOperationException($"the gradient of the settled network did not converge in {MostIterations} iterations: expected loops with a gain below one");

    private (double[][] Lambda, bool Converged) Solve(double[] input, double[][] states, int label, int iterations, double precision)
    {
        var (own, drive, slopes, moves) = (new double[Top + 1][], Currents(input, states), new double[Top + 1][], new bool[Top + 1][]);
        for (var layer = 0; layer <= Top; layer++)
        {
            own[layer] = new double[states[layer].Length];
            slopes[layer] = Array.ConvertAll(states[layer], s => ActivationValue.Slope(_layers[layer].Activation, s));
            moves[layer] = new bool[states[layer].Length];
            for (var i = 0; i < own[layer].Length; i++)
            {
                var s = states[layer][i];
                var force = (SlopeOf(layer, s) * drive[layer][i]) - s;
                moves[layer][i] = !_layers[layer].Clips || !((s <= 0 && force < 0) || (s >= 1 && force > 0));
                own[layer][i] = _layers[layer].HasSlope ? ActivationValue.Curvature(_layers[layer].Activation, s) * drive[layer][i] : 0;
            }
        }

        var lambda = Array.ConvertAll(states, layer => new double[layer.Length]);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var (change, size) = (0.0, 0.0);
            var back = Back(lambda, slopes);
            for (var layer = 0; layer <= Top; layer++)
            {
                for (var j = 0; j < lambda[layer].Length; j++)
                {
                    var error = layer == Top ? states[layer][j] - (j == label ? 1 : 0) : 0;
                    var target = moves[layer][j] ? (slopes[layer][j] * back[layer][j]) + (own[layer][j] * lambda[layer][j]) + error : 0;
                    var step = Ratio * (target - lambda[layer][j]);
                    lambda[layer][j] += step;
                    (change, size) = (change + (step * step), size + (lambda[layer][j] * lambda[layer][j]));
                }
            }

            if (change <= precision * precision * size && double.IsFinite(size))
            {
                return (lambda, true);
            }
        }

        return (lambda, false);
    }

    /// <summary>What each unit passes on goes back over the synapses by which it acts on others.</summary>
    private double[][] Back(double[][] lambda, double[][] slopes)
    {
        var back = Array.ConvertAll(lambda, layer => new double[layer.Length]);
        for (var layer = 0; layer <= Top; layer++)
        {
            var passed = new double[lambda[layer].Length];
            for (var i = 0; i < passed.Length; i++)
            {
                passed[i] = lambda[layer][i] * (_layers[layer].HasSlope ? slopes[layer][i] : 1);
            }

            if (layer > 0)
            {
                _up[layer].AddTransposedTo(passed, back[layer - 1]);
            }

            if (layer < Top)
            {
                _down[layer]!.AddTransposedTo(passed, back[layer + 1]);
            }
        }

        return back;
    }

    private double[][] Currents(double[] input, double[][] states)
    {
        var rates = states.Select((s, layer) => Rates(layer, s)).ToArray();
        var currents = new double[Top + 1][];
        for (var layer = 0; layer <= Top; layer++)
        {
            currents[layer] = layer == 0 ? (double[])input.Clone() : new double[states[layer].Length];
            if (layer > 0)
            {
                _up[layer].AddTo(rates[layer - 1], currents[layer]);
            }

            if (layer < Top)
            {
                _down[layer]!.AddTo(rates[layer + 1], currents[layer]);
            }
        }

        return currents;
    }

    private double SlopeOf(int layer, double s) => _layers[layer].HasSlope ? ActivationValue.Slope(_layers[layer].Activation, s) : 1;

    private double[] Rates(int layer, double[] states)
    {
        Activation activation = _layers[layer].Activation;
        return Array.ConvertAll(states, s => ActivationValue.Rate(activation, s));
    }
}
