namespace Neuro.Tests.Oracles.Family;

/// <summary>Equilibrium propagation with tied weights, by plain loops over samples.</summary>
/// <param name="weights">The network, which changes with every trial. U is not looked at.</param>
/// <param name="rho">Rate of a free unit; the input is a rate already.</param>
/// <param name="h">Euler step.</param>
internal sealed class EqPropOracle(FamilyWeights weights, Rho rho, double h)
{
    private readonly Dictionary<int, double[][]> _particles = [];

    public FamilyWeights Weights => weights;

    /// <summary>Odd layers first, then even ones from the new odd ones; else all from old states.</summary>
    public bool Alternate { get; init; }

    /// <summary>alpha_k at index k; shared by W_k and b_k.</summary>
    public double[] Rates { get; init; } = new double[weights.Units.Length];

    /// <summary>One trial: free phase, nudged phase or phases, one change of weights.</summary>
    /// <param name="inputs">One row of rates per sample.</param>
    /// <param name="targets">One row of states per sample.</param>
    /// <param name="free">Iterations of the free phase.</param>
    /// <param name="nudged">Iterations of every nudged phase.</param>
    /// <param name="beta">May be negative.</param>
    /// <param name="centred">Whether a phase nudged by -beta takes the part of the free one.</param>
    /// <param name="examples">Identities by which free states are kept from trial to trial; null for a start at 0.</param>
    public EqPropTrial RunTrial(
        double[][] inputs, double[][] targets, int free, int nudged, double beta, bool centred = false, int[]? examples = null)
    {
        var freeStates = new double[inputs.Length][][];
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            freeStates[sample] = Settle(Start(inputs[sample], examples?[sample]), targets[sample], 0, free);
            if (examples is not null)
            {
                _particles[examples[sample]] = freeStates[sample];
            }
        }

        var positive = Nudge(beta);
        var negative = centred ? Nudge(-beta) : null;
        Learn(Contrast(positive, negative ?? freeStates, centred ? 2 * beta : beta));
        return new EqPropTrial(freeStates, positive, negative, weights.Copy());

        double[][][] Nudge(double by) => [.. freeStates.Select((state, sample) => Settle(state, targets[sample], by, nudged))];
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

        return Copy(state);
    }

    /// <summary>One iteration of one sample.</summary>
    public double[][] Iterate(double[][] state, double[] target, double beta)
    {
        var next = Copy(state);
        if (!Alternate)
        {
            for (var k = 1; k <= weights.Top; k++)
            {
                next[k] = Move(k, state, target, beta);
            }

            return next;
        }

        for (var k = 1; k <= weights.Top; k += 2)
        {
            next[k] = Move(k, state, target, beta);
        }

        var halfway = Copy(next);
        for (var k = 2; k <= weights.Top; k += 2)
        {
            next[k] = Move(k, halfway, target, beta);
        }

        return next;
    }

    /// <summary>E of one sample.</summary>
    public double Energy(double[][] state)
    {
        var energy = 0.0;
        for (var k = 1; k <= weights.Top; k++)
        {
            for (var i = 0; i < state[k].Length; i++)
            {
                energy += 0.5 * state[k][i] * state[k][i];
                energy -= weights.B[k][i] * rho.Rate(state[k][i]);
                for (var j = 0; j < state[k - 1].Length; j++)
                {
                    energy -= rho.Rate(state[k][i]) * weights.W[k][i][j] * RateOf(k - 1, state[k - 1][j]);
                }
            }
        }

        return energy;
    }

    /// <summary>C of one sample.</summary>
    public static double Cost(double[][] state, double[] target) => state[^1].Zip(target, (s, d) => 0.5 * (s - d) * (s - d)).Sum();

    /// <summary>Mean over samples of the products of rates in one state minus those in another, divided by something.</summary>
    public FamilyWeights Contrast(double[][][] states, double[][][] minus, double divisor)
    {
        var contrast = new FamilyWeights(weights.Units);
        for (var sample = 0; sample < states.Length; sample++)
        {
            AddProducts(contrast, 1 / divisor / states.Length, states[sample]);
            AddProducts(contrast, -1 / divisor / states.Length, minus[sample]);
        }

        return contrast;
    }

    private double[][] Start(double[] input, int? example)
    {
        var start = example is { } id && _particles.TryGetValue(id, out var particle)
            ? Copy(particle)
            : [.. weights.Units.Select(n => new double[n])];
        start[0] = input;
        return start;
    }

    private double[] Move(int k, double[][] state, double[] target, double beta)
    {
        var moved = new double[weights.Units[k]];
        for (var i = 0; i < moved.Length; i++)
        {
            var current = weights.B[k][i];
            for (var j = 0; j < state[k - 1].Length; j++)
            {
                current += weights.W[k][i][j] * RateOf(k - 1, state[k - 1][j]);
            }

            for (var j = 0; k < weights.Top && j < state[k + 1].Length; j++)
            {
                current += weights.W[k + 1][j][i] * rho.Rate(state[k + 1][j]);
            }

            var s = state[k][i];
            var force = (rho.Slope(s) * current) - s;
            if (k == weights.Top)
            {
                force += beta * (target[i] - s);
            }

            moved[i] = Math.Clamp(s + (h * force), 0, 1);
        }

        return moved;
    }

    private void AddProducts(FamilyWeights to, double factor, double[][] state)
    {
        for (var k = 1; k <= weights.Top; k++)
        {
            for (var i = 0; i < state[k].Length; i++)
            {
                to.B[k][i] += factor * rho.Rate(state[k][i]);
                for (var j = 0; j < state[k - 1].Length; j++)
                {
                    to.W[k][i][j] += factor * rho.Rate(state[k][i]) * RateOf(k - 1, state[k - 1][j]);
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
            }
        }
    }

    private double RateOf(int layer, double state) => layer == 0 ? state : rho.Rate(state);

    private static double[][] Copy(double[][] state) => [.. state.Select(s => (double[])s.Clone())];
}
