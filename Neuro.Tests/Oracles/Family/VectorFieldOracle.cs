namespace Neuro.Tests.Oracles.Family;

/// <summary>Equilibrium propagation in a vector field: forward weights W and backward weights U of their own, no slope in the dynamics.</summary>
/// <param name="weights">The network, which changes with every trial.</param>
/// <param name="rho">Rate of a free unit; the input is a rate already.</param>
/// <param name="h">Euler step.</param>
internal sealed class VectorFieldOracle(FamilyWeights weights, Rho rho, double h)
{
    private readonly Dictionary<int, double[][]> _particles = [];

    public FamilyWeights Weights => weights;

    /// <summary>Pre before times change of post, summed over the nudged phase; else pre of the free state times the whole change.</summary>
    public bool Trajectory { get; init; }

    /// <summary>alpha of W_k and b_k at index k.</summary>
    public double[] Rates { get; init; } = new double[weights.Units.Length];

    /// <summary>alpha of U_k at index k.</summary>
    public double[] BackwardRates { get; init; } = new double[weights.Units.Length];

    /// <summary>One trial: free phase, nudged phase, one change of weights. Beta may be negative.</summary>
    /// <param name="examples">Identities by which free states are kept from trial to trial; null for a start at 0.</param>
    public EqPropTrial RunTrial(double[][] inputs, double[][] targets, int free, int nudged, double beta, int[]? examples = null)
    {
        var freeStates = new double[inputs.Length][][];
        var nudgedStates = new double[inputs.Length][][];
        var change = new FamilyWeights(weights.Units);
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var state = Settle(Start(inputs[sample], examples?[sample]), targets[sample], 0, free);
            freeStates[sample] = state;
            if (examples is not null)
            {
                _particles[examples[sample]] = state;
            }

            for (var t = 0; t < nudged; t++)
            {
                var next = Iterate(state, targets[sample], beta);
                AddProducts(change, 1 / beta / inputs.Length, Trajectory ? state : freeStates[sample], state, next);
                state = next;
            }

            nudgedStates[sample] = state;
        }

        Learn(change);
        return new EqPropTrial(freeStates, nudgedStates, null, weights.Copy());
    }

    /// <summary>The state after some iterations from 0 without a target.</summary>
    public double[][] Settle(double[] input, int iterations) => Settle(Start(input, null), new double[weights.Units[^1]], 0, iterations);

    public double[][] Settle(double[][] start, double[] target, double beta, int iterations)
    {
        var state = start;
        for (var t = 0; t < iterations; t++)
        {
            state = Iterate(state, target, beta);
        }

        return [.. state.Select(s => (double[])s.Clone())];
    }

    /// <summary>One iteration of one sample, all from old states.</summary>
    public double[][] Iterate(double[][] state, double[] target, double beta)
    {
        var next = new double[state.Length][];
        next[0] = state[0];
        for (var k = 1; k <= weights.Top; k++)
        {
            next[k] = new double[weights.Units[k]];
            for (var i = 0; i < next[k].Length; i++)
            {
                var force = weights.B[k][i] - state[k][i];
                for (var j = 0; j < state[k - 1].Length; j++)
                {
                    force += weights.W[k][i][j] * RateOf(k - 1, state[k - 1][j]);
                }

                if (k == weights.Top)
                {
                    force += beta * (target[i] - state[k][i]);
                }
                else
                {
                    for (var j = 0; j < state[k + 1].Length; j++)
                    {
                        force += weights.U[k][i][j] * rho.Rate(state[k + 1][j]);
                    }
                }

                next[k][i] = Math.Clamp(state[k][i] + (h * force), 0, 1);
            }
        }

        return next;
    }

    private double[][] Start(double[] input, int? example)
    {
        double[][] start = example is { } id && _particles.TryGetValue(id, out var particle)
            ? [.. particle]
            : [.. weights.Units.Select(n => new double[n])];
        start[0] = input;
        return start;
    }

    private void AddProducts(FamilyWeights to, double factor, double[][] pre, double[][] from, double[][] until)
    {
        for (var k = 1; k <= weights.Top; k++)
        {
            for (var i = 0; i < from[k].Length; i++)
            {
                var change = factor * (until[k][i] - from[k][i]);
                to.B[k][i] += change;
                for (var j = 0; j < pre[k - 1].Length; j++)
                {
                    to.W[k][i][j] += change * RateOf(k - 1, pre[k - 1][j]);
                }

                for (var j = 0; k < weights.Top && j < pre[k + 1].Length; j++)
                {
                    to.U[k][i][j] += change * rho.Rate(pre[k + 1][j]);
                }
            }
        }
    }

    private void Learn(FamilyWeights change)
    {
        for (var k = 1; k <= weights.Top; k++)
        {
            for (var i = 0; i < weights.B[k].Length; i++)
            {
                weights.B[k][i] += Rates[k] * change.B[k][i];
                for (var j = 0; j < weights.W[k][i].Length; j++)
                {
                    weights.W[k][i][j] += Rates[k] * change.W[k][i][j];
                }

                for (var j = 0; k < weights.Top && j < weights.U[k][i].Length; j++)
                {
                    weights.U[k][i][j] += BackwardRates[k] * change.U[k][i][j];
                }
            }
        }
    }

    private double RateOf(int layer, double state) => layer == 0 ? state : rho.Rate(state);
}
