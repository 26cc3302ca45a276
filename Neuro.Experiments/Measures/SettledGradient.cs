using Neuro.Experiments.Models;
using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Measures;

/// <summary>
/// Recurrent backprop (Almeida; Pineda) at the settled state of a chain of clipped linear units: the gradient of <c>1/2 |s_L - d|^2</c> by a current into each unit,
/// <c>g = D (J^T g + dC/ds)</c>, J the weights of both directions and D 1 for units within their range, else 0.
/// </summary>
/// <remarks>By iteration, in double precision; it converges as the network itself does.</remarks>
internal sealed class SettledGradient
{
    private const int MostIterations = 20_000;
    private const double Enough = 1e-13;

    private readonly float[][] _states;
    private readonly WeightMatrix[] _up;
    private readonly WeightMatrix[] _down;

    /// <summary>Takes the settled states.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="states">States of each layer, from the first hidden one: samples by units.</param>
    /// <param name="layers">Their names.</param>
    public SettledGradient(WeightStore weights, IReadOnlyList<float[]> states, IReadOnlyList<string> layers)
    {
        _states = [.. states];
        _up = [.. layers.Skip(1).Select((layer, below) => weights[EnergyNetwork.Name(layers[below], layer)])];
        _down = [.. layers.Skip(1).Select((layer, below) => weights[EnergyNetwork.Name(layer, layers[below])])];
    }

    /// <summary>The gradient of each layer, samples by units.</summary>
    /// <param name="targets">Targets of the last layer, samples by units.</param>
    /// <exception cref="InvalidOperationException">It did not converge: the gain of the loops is not below one.</exception>
    public double[][] Compute(double[] targets)
    {
        var gradients = _states.Select(layer => new double[layer.Length]).ToArray();
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var next = Next(gradients, targets);
            var (change, size) = (0.0, 0.0);
            foreach (var (after, before) in next.Zip(gradients))
            {
                for (var i = 0; i < after.Length; i++)
                {
                    change = Math.Max(change, Math.Abs(after[i] - before[i]));
                    size = Math.Max(size, Math.Abs(after[i]));
                }
            }

            gradients = next;
            if (change <= Enough * size && double.IsFinite(size))
            {
                return gradients;
            }
        }

        throw new InvalidOperationException($"the gradient of the settled network did not converge in {MostIterations} iterations: expected loops with a gain below one");
    }

    private double[][] Next(double[][] gradients, double[] targets)
    {
        var next = new double[gradients.Length][];
        for (var layer = 0; layer < gradients.Length; layer++)
        {
            next[layer] = new double[gradients[layer].Length];
            if (layer == gradients.Length - 1)
            {
                for (var i = 0; i < next[layer].Length; i++)
                {
                    next[layer][i] = _states[layer][i] - targets[i];
                }
            }
            else
            {
                AddTransposed(_up[layer], gradients[layer + 1], next[layer]);
            }

            if (layer > 0)
            {
                AddTransposed(_down[layer - 1], gradients[layer - 1], next[layer]);
            }

            for (var i = 0; i < next[layer].Length; i++)
            {
                // A unit at the edge of its range does not move.
                next[layer][i] *= _states[layer][i] is > 0 and < 1 ? 1 : 0;
            }
        }

        return next;
    }

    /// <summary>W^T g of the units that the weights lead from.</summary>
    private static void AddTransposed(WeightMatrix weights, double[] gradient, double[] sum)
    {
        var samples = gradient.Length / weights.Post;
        for (var sample = 0; sample < samples; sample++)
        {
            for (var post = 0; post < weights.Post; post++)
            {
                var g = gradient[(sample * weights.Post) + post];
                for (var pre = 0; g != 0 && pre < weights.Pre; pre++)
                {
                    sum[(sample * weights.Pre) + pre] += weights[post, pre] * g;
                }
            }
        }
    }
}
