using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Tests.Oracles;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;

namespace Neuro.Tests.Models;

/// <summary>
/// Theorem 1 of the ghost paper: where ghosts copy and nudging is weak, the error at the nudged fixed point is the gradient of the
/// loss with respect to the rates, by central differences in a feed-forward network.
/// </summary>
public sealed class TheoremTests
{
    private const double Beta = 0.003;
    private const int Batch = 6;

    [Theory]
    [InlineData(Activation.Sigmoid, 4.0)]
    [InlineData(Activation.Tanh, 1.0)]
    public void The_error_is_the_gradient_in_every_layer(Activation activation, double scale)
    {
        foreach (var (cosine, ratio) in Measure(Options(3, activation, scale)))
        {
            Assert.True(cosine > 0.999, $"cosine {cosine}");
            Assert.InRange(ratio, 0.98, 1.02);
        }
    }

    /// <summary>The error does not fade with depth: the ratio of norms in the lowest layer stays 1 from one to eight layers of weights.</summary>
    [Fact]
    public void The_ratio_is_flat_over_depth()
    {
        for (var hidden = 0; hidden <= 7; hidden++)
        {
            var (cosine, ratio) = Measure(Options(hidden, Activation.Tanh, 1))[0];
            Assert.True(cosine > 0.999, $"cosine {cosine} with {hidden} hidden layers");
            Assert.InRange(ratio, 0.98, 1.02);
        }
    }

    /// <summary>A theorem of first order: halving beta halves what is left.</summary>
    [Fact]
    public void What_is_left_is_of_first_order_in_beta()
    {
        var coarse = Deviation(0.1);
        var fine = Deviation(0.05);
        Assert.InRange(coarse / fine, 1.8, 2.2);

        static double Deviation(double beta)
        {
            var (error, gradient) = ErrorsAndGradients(Options(3, Activation.Sigmoid, 4) with { Nudging = beta })[0];
            return Math.Sqrt(error.Zip(gradient, (e, d) => ((e / beta) - d) * ((e / beta) - d)).Sum());
        }
    }

    /// <summary>The sum of W_f's changes over a nudging phase points down the gradient of the loss with respect to the weights.</summary>
    [Fact]
    public void Weights_change_along_the_weight_gradient()
    {
        const double Rate = 1e-3;
        var pair = new GhostPair(Options(2, Activation.Tanh, 1) with { ForwardRates = (Rate, Rate, Rate), GhostsLearn = false });
        var trials = new TestTrials(1, Batch, 13, 7, zeros: 0.3);
        var weights = pair.CreateWeights();
        var before = pair.CreateOracle(weights);
        using var host = new WorkerHost(1);
        pair.Simulate(weights, trials, Batch, host).Run(1);
        var after = pair.CreateOracle(weights);
        var network = Network(pair, before);
        for (var l = 1; l <= pair.Top; l++)
        {
            var gradient = Dense.Zeros(pair.Units[l], pair.Units[l - 1]);
            for (var b = 0; b < Batch; b++)
            {
                var one = network.WeightGradient(l - 1, trials.Inputs(0)[b], trials.Targets(0)[b]).Weights;
                gradient = [.. gradient.Zip(one, (sum, row) => sum.Zip(row, (x, y) => x - (y / Batch)).ToArray())];
            }

            var change = Dense.Flatten(after.Wf[l]).Zip(Dense.Flatten(before.Wf[l]), (x, y) => x - y).ToArray();
            Assert.True(Cosine(change, Dense.Flatten(gradient)) > 0.99, $"layer {l}: cosine {Cosine(change, Dense.Flatten(gradient))}");
        }
    }

    private static GhostNetworkOptions Options(int hidden, Activation activation, double scale) => new()
    {
        Inputs = 13,
        Hidden = ((int[])[19, 33, 17, 21, 18, 24, 15])[..hidden],
        Outputs = 7,
        Activation = activation,
        GhostsStartAsCopies = true,
        GhostsLearn = false,
        ForwardInitialiser = new GlorotUniform(scale),
        UpperInitialiser = new GlorotUniform(scale),
        ForwardRates = (0, 0, 0),
        PredictionSteps = 5,
        NudgingSteps = 80,
        Nudging = Beta,
    };

    /// <summary>Cosine and ratio of norms of e and -beta dC/drho(s), for each layer from below, over a whole batch.</summary>
    private static List<(double Cosine, double Ratio)> Measure(GhostNetworkOptions options) =>
        [.. ErrorsAndGradients(options).Select(pair => (Cosine(pair.Error, pair.Gradient), Norm(pair.Error) / (options.Nudging * Norm(pair.Gradient))))];

    /// <summary>e at the end of nudging, and -dC/drho(s) by central differences.</summary>
    private static List<(double[] Error, double[] Gradient)> ErrorsAndGradients(GhostNetworkOptions options)
    {
        var pair = new GhostPair(options);
        var trials = new TestTrials(1, Batch, options.Inputs, options.Outputs, zeros: 0.3);
        var weights = pair.CreateWeights();
        using var host = new WorkerHost(1);
        var simulation = pair.Simulate(weights, trials, Batch, host);
        var recorders = Enumerable.Range(1, pair.Top).Select(l => PhaseRecorder.Attach(simulation, pair.Layer(l))).ToList();
        simulation.Run(1);
        var network = Network(pair, pair.CreateOracle(weights));
        var result = new List<(double[], double[])>();
        for (var l = 1; l <= pair.Top; l++)
        {
            var gradient = new List<double>();
            for (var b = 0; b < Batch; b++)
            {
                gradient.AddRange(network.RateGradientByDifferences(l, trials.Inputs(0)[b], trials.Targets(0)[b]).Select(d => -d));
            }

            result.Add((Array.ConvertAll(recorders[l - 1]["nudging"].Error, e => (double)e), [.. gradient]));
        }

        return result;
    }

    private static BackpropOracle Network(GhostPair pair, GhostOracle weights)
    {
        var layers = Enumerable.Range(1, pair.Top);
        return new BackpropOracle([.. layers.Select(l => weights.Wf[l])], [.. layers.Select(l => weights.WfBias[l])], Rho.Named(pair.Options.Activation.ToString()));
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(x => x * x));

    private static double Cosine(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / (Norm(a) * Norm(b));
}
