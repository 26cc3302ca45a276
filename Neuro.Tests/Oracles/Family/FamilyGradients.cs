namespace Neuro.Tests.Oracles.Family;

/// <summary>Gradients of the loss 1/2 |s_L - d|^2, mean over samples, that the rules of the family are measured against.</summary>
internal static class FamilyGradients
{
    /// <summary>dJ/dW and dJ/db of a loss that depends on these weights, by central differences; U too where it is asked for.</summary>
    public static FamilyWeights Differences(FamilyWeights weights, Func<double> loss, bool backward = false, double step = 1e-5)
    {
        var gradient = new FamilyWeights(weights.Units);
        for (var k = 1; k <= weights.Top; k++)
        {
            Fill(weights.W[k], gradient.W[k]);
            Fill([weights.B[k]], [gradient.B[k]]);
            if (backward)
            {
                Fill(weights.U[k], gradient.U[k]);
            }
        }

        return gradient;

        void Fill(double[][] matrix, double[][] to)
        {
            for (var i = 0; i < matrix.Length; i++)
            {
                for (var j = 0; j < matrix[i].Length; j++)
                {
                    var value = matrix[i][j];
                    matrix[i][j] = value + step;
                    var up = loss();
                    matrix[i][j] = value - step;
                    var down = loss();
                    matrix[i][j] = value;
                    to[i][j] = (up - down) / (2 * step);
                }
            }
        }
    }

    /// <summary>Loss of the free state of a network with tied weights after many iterations from 0.</summary>
    public static double SettledLoss(EqPropOracle net, double[][] inputs, double[][] targets, int iterations) =>
        inputs.Zip(targets, (x, d) => EqPropOracle.Cost(net.Settle(x, iterations), d)).Average();

    /// <summary>Loss of the free state of a vector field after many iterations from 0.</summary>
    public static double SettledLoss(VectorFieldOracle net, double[][] inputs, double[][] targets, int iterations) =>
        inputs.Zip(targets, (x, d) => EqPropOracle.Cost(net.Settle(x, iterations), d)).Average();

    /// <summary>Gradient of the settled loss with tied weights, by central differences: every W stands for both directions.</summary>
    public static FamilyWeights OfSettledEqProp(EqPropOracle net, double[][] inputs, double[][] targets, int iterations) =>
        Differences(net.Weights, () => SettledLoss(net, inputs, targets, iterations));

    /// <summary>mu of every layer of a feed-forward network with rho inside and a linear output; layer 0 is the input.</summary>
    public static double[][] Sweep(FamilyWeights weights, Rho rho, double[] input)
    {
        var mu = new double[weights.Top + 1][];
        mu[0] = input;
        for (var k = 1; k <= weights.Top; k++)
        {
            mu[k] = Dense.Times(weights.W[k], k == 1 ? input : Array.ConvertAll(mu[k - 1], s => rho.Rate(s)));
            for (var i = 0; i < mu[k].Length; i++)
            {
                mu[k][i] += weights.B[k][i];
            }
        }

        return mu;
    }

    /// <summary>-dC/dmu of every layer of that network, given that of the output.</summary>
    public static double[][] Backpropagate(FamilyWeights weights, Rho rho, double[][] mu, double[] top)
    {
        var deltas = new double[weights.Top + 1][];
        deltas[0] = [];
        deltas[^1] = top;
        for (var k = weights.Top - 1; k >= 1; k--)
        {
            deltas[k] = Dense.Times(Dense.Transpose(weights.W[k + 1]), deltas[k + 1]);
            for (var i = 0; i < deltas[k].Length; i++)
            {
                deltas[k][i] *= rho.Slope(mu[k][i]);
            }
        }

        return deltas;
    }

    /// <summary>-dC/dmu of one sample with C = 1/2 |mu_L - d|^2.</summary>
    public static double[][] Deltas(FamilyWeights weights, Rho rho, double[] input, double[] target)
    {
        var mu = Sweep(weights, rho, input);
        return Backpropagate(weights, rho, mu, [.. target.Zip(mu[^1], (d, s) => d - s)]);
    }

    /// <summary>dC/dW and dC/db of that network, mean over samples.</summary>
    public static FamilyWeights Backprop(FamilyWeights weights, Rho rho, double[][] inputs, double[][] targets)
    {
        var gradient = new FamilyWeights(weights.Units);
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var mu = Sweep(weights, rho, inputs[sample]);
            var deltas = Deltas(weights, rho, inputs[sample], targets[sample]);
            for (var k = 1; k <= weights.Top; k++)
            {
                var below = k == 1 ? mu[0] : Array.ConvertAll(mu[k - 1], s => rho.Rate(s));
                Dense.AddOuter(gradient.W[k], -1.0 / inputs.Length, deltas[k], below);
                Dense.AddOuter([gradient.B[k]], -1.0 / inputs.Length, [1], deltas[k]);
            }
        }

        return gradient;
    }

    /// <summary>
    /// Errors of predictive coding at equilibrium, to first order in the output's error, and exact where rho is linear. The output is
    /// Gaussian around the sweep with covariance S = sum_k Sigma_k T_k T_k^T, T_k = dmu_L/dmu_k, so e_L = S^-1 (d - mu_L); below,
    /// errors go back as in backprop. Nudging adds 1 / beta to S.
    /// </summary>
    /// <param name="variances">Sigma_k at index k.</param>
    /// <param name="beta">Strength of nudging; null where the output is clamped.</param>
    public static double[][] PredictiveErrors(
        FamilyWeights weights, Rho rho, double[] variances, double[] input, double[] target, double? beta)
    {
        var mu = Sweep(weights, rho, input);
        var outputs = weights.Units[^1];
        var covariance = Dense.Zeros(outputs, outputs);
        double[][][] rows = [.. Enumerable.Range(0, outputs)
            .Select(i => Backpropagate(weights, rho, mu, [.. Enumerable.Range(0, outputs).Select(j => i == j ? 1.0 : 0.0)]))];
        for (var i = 0; i < outputs; i++)
        {
            covariance[i][i] += beta is { } strength ? 1 / strength : 0;
            for (var j = 0; j < outputs; j++)
            {
                for (var k = 1; k <= weights.Top; k++)
                {
                    covariance[i][j] += variances[k] * rows[i][k].Zip(rows[j][k], (a, b) => a * b).Sum();
                }
            }
        }

        return Backpropagate(weights, rho, mu, Dense.Solve(covariance, [.. target.Zip(mu[^1], (d, s) => d - s)]));
    }

    /// <summary>
    /// At equilibria of a vector field: the gradient -dC/ds (dmu/ds)^-1 dmu/dW of W, b and U, and the field
    /// nu = dC/ds ((dmu/ds)^T)^-1 dmu/dW that nudging follows; nu is minus the gradient where the Jacobian is symmetric.
    /// </summary>
    /// <remarks>A unit at 0 or 1 is held there by clipping and answers to nothing.</remarks>
    public static (FamilyWeights Gradient, FamilyWeights Nu) Recurrent(FamilyWeights weights, Rho rho, double[][][] settled, double[][] targets)
    {
        var gradient = new FamilyWeights(weights.Units);
        var nu = new FamilyWeights(weights.Units);
        for (var sample = 0; sample < settled.Length; sample++)
        {
            var state = settled[sample];
            var (jacobian, free) = Jacobian(weights, rho, state);
            var cost = new double[free.Count];
            for (var at = 0; at < free.Count; at++)
            {
                var (k, i) = free[at];
                cost[at] = k == weights.Top ? state[k][i] - targets[sample][i] : 0;
            }

            var backward = Dense.Solve(Dense.Transpose(jacobian), cost);
            var forward = Dense.Solve(jacobian, cost);
            for (var at = 0; at < free.Count; at++)
            {
                AddParameters(gradient, -backward[at] / settled.Length, free[at], state, rho);
                AddParameters(nu, forward[at] / settled.Length, free[at], state, rho);
            }
        }

        return (gradient, nu);
    }

    public static double Cosine(double[] left, double[] right) =>
        left.Zip(right, (a, b) => a * b).Sum() / (Norm(left) * Norm(right));

    public static double Norm(double[] values) => Math.Sqrt(values.Sum(x => x * x));

    /// <summary>|left - right| / |right|.</summary>
    public static double Distance(double[] left, double[] right) => Norm([.. left.Zip(right, (a, b) => a - b)]) / Norm(right);

    /// <summary>dmu/ds of the units that are not held, and which they are (layer and unit).</summary>
    private static (double[][] Jacobian, List<(int Layer, int Unit)> Free) Jacobian(FamilyWeights weights, Rho rho, double[][] state)
    {
        var free = new List<(int Layer, int Unit)>();
        for (var k = 1; k <= weights.Top; k++)
        {
            for (var i = 0; i < state[k].Length; i++)
            {
                if (state[k][i] is > 0 and < 1)
                {
                    free.Add((k, i));
                }
            }
        }

        var jacobian = Dense.Zeros(free.Count, free.Count);
        for (var row = 0; row < free.Count; row++)
        {
            for (var column = 0; column < free.Count; column++)
            {
                var ((k, i), (l, j)) = (free[row], free[column]);
                var weight = l == k - 1 ? weights.W[k][i][j] : l == k + 1 ? weights.U[k][i][j] : 0;
                jacobian[row][column] = (weight * rho.Slope(state[l][j])) - (row == column ? 1 : 0);
            }
        }

        return (jacobian, free);
    }

    private static void AddParameters(FamilyWeights to, double factor, (int Layer, int Unit) at, double[][] state, Rho rho)
    {
        var (k, i) = at;
        to.B[k][i] += factor;
        for (var j = 0; j < state[k - 1].Length; j++)
        {
            to.W[k][i][j] += factor * (k == 1 ? state[0][j] : rho.Rate(state[k - 1][j]));
        }

        for (var j = 0; k < state.Length - 1 && j < state[k + 1].Length; j++)
        {
            to.U[k][i][j] += factor * rho.Rate(state[k + 1][j]);
        }
    }
}
