using Neuro.Tests.Oracles.Layered;

namespace Neuro.Tests.Oracles.Family;

/// <summary>Predictive coding: value units s and error units e, rho inside the prediction, linear output.</summary>
/// <param name="weights">The network, which changes with every trial. U is not looked at.</param>
/// <param name="rho">Rate of a value unit; the input is a rate already.</param>
/// <param name="h">Euler step.</param>
internal sealed class PredictiveOracle(FamilyWeights weights, Rho rho, double h)
{
    private readonly Dictionary<int, (PlainOptimiser W, PlainOptimiser B)> _adam = [];

    public FamilyWeights Weights => weights;

    /// <summary>Sigma_k at index k.</summary>
    public double[] Variances { get; init; } = [.. weights.Units.Select(_ => 1.0)];

    /// <summary>Strength of nudging; null where the output is clamped to the target.</summary>
    public double? Beta { get; init; }

    /// <summary>Whether rates, slopes and so predictions stay those of the sweep.</summary>
    public bool Frozen { get; init; }

    /// <summary>alpha_k at index k; shared by W_k and b_k.</summary>
    public double[] Rates { get; init; } = new double[weights.Units.Length];

    public bool Adam { get; init; }

    /// <summary>One trial: sweep, inference, one change of weights.</summary>
    /// <param name="inputs">One row of rates per sample.</param>
    /// <param name="targets">One row of states per sample; null for no target.</param>
    /// <param name="iterations">Of errors and states; the errors are then computed once more.</param>
    public PredictiveTrial RunTrial(double[][] inputs, double[][]? targets, int iterations)
    {
        var results = inputs.Select((input, sample) => Infer(input, targets?[sample], iterations)).ToArray();
        double[][][] states = [.. results.Select(r => r.States)];
        double[][][] errors = [.. results.Select(r => r.Errors)];
        Learn(Products(states, errors));
        return new PredictiveTrial(states, errors, weights.Copy());
    }

    /// <summary>s of the feed-forward sweep of one sample.</summary>
    public double[][] Sweep(double[] input)
    {
        var state = new double[weights.Top + 1][];
        state[0] = input;
        for (var k = 1; k <= weights.Top; k++)
        {
            state[k] = Prediction(k, state);
        }

        return state;
    }

    /// <summary>s and e of one sample after some iterations from the sweep.</summary>
    public (double[][] States, double[][] Errors) Infer(double[] input, double[]? target, int iterations)
    {
        var sweep = Sweep(input);
        double[][] state = [.. sweep.Select(s => (double[])s.Clone())];
        for (var t = 0; t < iterations; t++)
        {
            state = Iterate(state, ErrorsOf(state, sweep), target, sweep);
        }

        return (state, ErrorsOf(state, sweep));
    }

    /// <summary>1/2 sum_k |s_k - mu_k|^2 / Sigma_k of one sample.</summary>
    public double Energy(double[][] errors) => errors.Select((e, k) => 0.5 * Variances[k] * e.Sum(x => x * x)).Sum();

    /// <summary>Mean over samples of e_k rho(s_(k-1))^T and of e_k: minus the gradient.</summary>
    private FamilyWeights Products(double[][][] states, double[][][] errors)
    {
        var products = new FamilyWeights(weights.Units);
        for (var sample = 0; sample < states.Length; sample++)
        {
            var seen = Frozen ? Sweep(states[sample][0]) : states[sample];
            for (var k = 1; k <= weights.Top; k++)
            {
                for (var i = 0; i < weights.Units[k]; i++)
                {
                    var e = errors[sample][k][i] / states.Length;
                    products.B[k][i] += e;
                    for (var j = 0; j < weights.Units[k - 1]; j++)
                    {
                        products.W[k][i][j] += e * RateOf(k - 1, seen[k - 1][j]);
                    }
                }
            }
        }

        return products;
    }

    private double[][] ErrorsOf(double[][] state, double[][] sweep)
    {
        var errors = new double[weights.Top + 1][];
        errors[0] = [];
        for (var k = 1; k <= weights.Top; k++)
        {
            var prediction = Prediction(k, Frozen ? sweep : state);
            errors[k] = new double[prediction.Length];
            for (var i = 0; i < prediction.Length; i++)
            {
                errors[k][i] = (state[k][i] - prediction[i]) / Variances[k];
            }
        }

        return errors;
    }

    private double[][] Iterate(double[][] state, double[][] errors, double[]? target, double[][] sweep)
    {
        var next = new double[state.Length][];
        next[0] = state[0];
        for (var k = 1; k <= weights.Top; k++)
        {
            next[k] = new double[state[k].Length];
            for (var i = 0; i < next[k].Length; i++)
            {
                var force = -errors[k][i];
                if (k < weights.Top)
                {
                    var back = 0.0;
                    for (var j = 0; j < errors[k + 1].Length; j++)
                    {
                        back += weights.W[k + 1][j][i] * errors[k + 1][j];
                    }

                    force += rho.Slope(Frozen ? sweep[k][i] : state[k][i]) * back;
                }
                else if (target is not null && Beta is { } beta)
                {
                    force += beta * (target[i] - state[k][i]);
                }

                var clamped = k == weights.Top && target is not null && Beta is null;
                next[k][i] = clamped ? target![i] : state[k][i] + (h * force);
            }
        }

        return next;
    }

    private double[] Prediction(int k, double[][] state)
    {
        var prediction = new double[weights.Units[k]];
        for (var i = 0; i < prediction.Length; i++)
        {
            prediction[i] = weights.B[k][i];
            for (var j = 0; j < weights.Units[k - 1]; j++)
            {
                prediction[i] += weights.W[k][i][j] * RateOf(k - 1, state[k - 1][j]);
            }
        }

        return prediction;
    }

    private void Learn(FamilyWeights change)
    {
        for (var k = 1; k <= weights.Top; k++)
        {
            if (Adam)
            {
                var gradient = new FamilyWeights(weights.Units).Plus(-1, change);
                var (ofW, ofB) = Optimisers(k);
                ofW.Step(weights.W[k], gradient.W[k]);
                ofB.StepBiases(weights.B[k], gradient.B[k]);
                continue;
            }

            for (var i = 0; i < weights.Units[k]; i++)
            {
                weights.B[k][i] += Rates[k] * change.B[k][i];
                for (var j = 0; j < weights.Units[k - 1]; j++)
                {
                    weights.W[k][i][j] += Rates[k] * change.W[k][i][j];
                }
            }
        }
    }

    private (PlainOptimiser W, PlainOptimiser B) Optimisers(int k)
    {
        if (!_adam.TryGetValue(k, out var optimisers))
        {
            var settings = new PlainOptimiserSettings
            {
                Kind = PlainOptimiserKind.Adam, Rate = Rates[k], Momentum = 0.9, SquareDecay = 0.999, Epsilon = 1e-8, BiasCorrection = true,
            };
            optimisers = (new PlainOptimiser(settings, weights.Units[k], weights.Units[k - 1]), new PlainOptimiser(settings, 1, weights.Units[k]));
            _adam[k] = optimisers;
        }

        return optimisers;
    }

    private double RateOf(int layer, double state) => layer == 0 ? state : rho.Rate(state);
}
