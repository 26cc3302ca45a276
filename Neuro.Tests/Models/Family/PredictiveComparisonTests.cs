using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Family;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;

namespace Neuro.Tests.Models.Family;

/// <summary>Predictive coding and least action against plain loops: values and errors, and weights after three trials; and predictive coding with frozen rates against backprop.</summary>
public sealed class PredictiveComparisonTests
{
    private const int Trials = 3;

    [Theory]
    [InlineData(true, false, 4)]
    [InlineData(true, true, 1)]
    [InlineData(false, false, 1)]
    [InlineData(false, true, 3)]
    public void Predictive(bool clamped, bool frozen, int batch) => Compare(Small() with { Clamped = clamped, Frozen = frozen, Nudging = 0.6 }, batch);

    [Theory]
    [InlineData(Activation.Tanh, false)]
    [InlineData(Activation.Relu, false)]
    [InlineData(Activation.Relu, true)]
    [InlineData(Activation.HardSigmoid, false)]
    [InlineData(Activation.HardSigmoid, true)]
    public void Every_activation(Activation activation, bool frozen) => Compare(Small() with { Activation = activation, Frozen = frozen, ForwardInitialiser = new GlorotUniform(1) }, batch: 5);

    [Fact]
    public void Variances() => Compare(Small() with { Variances = [1, 0.5, 20] }, batch: 3);

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Wide(int batch) => Compare(Small() with { Inputs = 70, Hidden = [230, 40], Outputs = 10, ForwardInitialiser = new GlorotUniform(1) }, batch);

    [Fact]
    public void Adam()
    {
        // Where a gradient is next to nothing, Adam divides rounding by rounding; a larger epsilon is not what the oracle has, so few samples and no zeros keep gradients away from it.
        Compare(Small() with { Optimiser = new Optimiser { Kind = OptimiserKind.Adam }, Rates = [0.01], ForwardInitialiser = new GlorotUniform(1) }, batch: 2, ofChange: 2e-3, zeros: 0);
    }

    /// <summary>With rates held at the sweep, one iteration a layer gives exactly what backprop gives.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Frozen_rates_give_backprop(int batch)
    {
        var options = Small() with { Frozen = true, TimeStep = 10, Steps = 3, Rates = [1] };
        int[] units = Units(options);
        var spec = PredictiveNetwork.Build(options);
        var store = FamilyCopies.Create(spec, units, Forward(units), (-0.5, 0.5));
        var before = FamilyCopies.Weights(store, units, Forward(units), Backward(units));
        var trials = new TestTrials(1, batch, options.Inputs, options.Outputs);
        using var host = new WorkerHost(1);
        new Simulation(spec, store, trials, host, new SimulationOptions { Batch = batch }).Run(1);
        var expected = before.Plus(-1, FamilyGradients.Backprop(before, Rho.Sigmoid, trials.Inputs(0), trials.Targets(0)));
        expected.Tie();
        before.Tie();
        FamilyCopies.ChangesClose(before, expected, FamilyCopies.Weights(store, units, Forward(units), Backward(units)), 1e-5, "backprop");
    }

    /// <summary>After the sweep nothing is left of the errors, to the last bit; and without a target nothing is learned.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Nothing_is_wrong_without_a_target(int batch)
    {
        var options = Small() with { Clamped = false, Nudging = 0 };
        int[] units = Units(options);
        var spec = PredictiveNetwork.Build(options);
        var store = FamilyCopies.Create(spec, units, Forward(units), (-0.5, 0.5));
        var before = FamilyCopies.Weights(store, units, Forward(units), Backward(units)).Everything();
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, store, new TestTrials(Trials, batch, options.Inputs, options.Outputs), host, new SimulationOptions { Batch = batch });
        var recorders = Enumerable.Range(1, 3).Select(k => PhaseRecorder.Attach(simulation, PredictiveNetwork.Error(k))).ToList();
        simulation.Run(Trials);
        Assert.All(recorders, recorder => Assert.All(recorder["nudged-end"].Rate, e => Assert.Equal(0f, e)));
        Assert.Equal(before, FamilyCopies.Weights(store, units, Forward(units), Backward(units)).Everything());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.4, 4)]
    public void Least_action(double lookAhead, int batch)
    {
        var options = Small() with { Continuous = true, LookAhead = lookAhead, Nudging = 0.3, Steps = 8, Rates = [0.2, 0.1, 0.05], ForwardInitialiser = new GlorotUniform(0.5) };
        int[] units = Units(options);
        var spec = PredictiveNetwork.Build(options);
        var store = FamilyCopies.Create(spec, units, Forward(units), (-0.5, 0.5));
        var before = FamilyCopies.Weights(store, units, Forward(units), Backward(units));
        var oracle = new LeastActionOracle(before.Copy(), Rho.Sigmoid, options.TimeStep / options.TimeConstant, lookAhead) { Rates = [0, .. options.Rates] };
        var trials = new TestTrials(Trials, batch, options.Inputs, options.Outputs);
        Run(options, batch, store, trials, (inputs, targets) => oracle.RunTrial(inputs, targets, options.Steps, options.Nudging), "stream", 2e-5);
        oracle.Weights.Tie();
        before.Tie();
        FamilyCopies.ChangesClose(before, oracle.Weights, FamilyCopies.Weights(store, units, Forward(units), Backward(units)), 1e-4, "least action");
    }

    private static PredictiveNetworkOptions Small() => new()
    {
        Inputs = 12,
        Hidden = [9, 7],
        Outputs = 5,
        Steps = 6,
        Rates = [0.3, 0.2, 0.1],
        ForwardInitialiser = new GlorotUniform(2),
    };

    private static void Compare(PredictiveNetworkOptions options, int batch, double ofChange = 2e-5, double zeros = 0.4)
    {
        int[] units = Units(options);
        var store = FamilyCopies.Create(PredictiveNetwork.Build(options), units, Forward(units), (-0.5, 0.5));
        var before = FamilyCopies.Weights(store, units, Forward(units), Backward(units));
        double PerLayer(IReadOnlyList<double> values, int k) => values[Math.Min(k, values.Count) - 1];
        var oracle = new PredictiveOracle(before.Copy(), Rho.Named(options.Activation.ToString()), options.TimeStep / options.TimeConstant)
        {
            Beta = options.Clamped ? null : options.Nudging,
            Frozen = options.Frozen,
            Adam = options.Optimiser.Kind == OptimiserKind.Adam,
            Rates = [.. units.Select((_, k) => k == 0 ? 0 : PerLayer(options.Rates, k))],
            Variances = [.. units.Select((_, k) => k == 0 ? 1 : PerLayer(options.Variances, k))],
        };
        var trials = new TestTrials(Trials, batch, options.Inputs, options.Outputs, zeros);
        Run(options, batch, store, trials, (inputs, targets) => oracle.RunTrial(inputs, targets, options.Steps), "nudged", 1e-5);
        oracle.Weights.Tie();
        before.Tie();
        FamilyCopies.ChangesClose(before, oracle.Weights, FamilyCopies.Weights(store, units, Forward(units), Backward(units)), ofChange, "predictive");
    }

    private static void Run(
        PredictiveNetworkOptions options, int batch, Neuro.Units.Populations.WeightStore store, TestTrials trials, Func<double[][], double[][], PredictiveTrial> trial, string phase, double tolerance)
    {
        int[] units = Units(options);
        using var host = new WorkerHost(1);
        var simulation = new Simulation(PredictiveNetwork.Build(options), store, trials, host, new SimulationOptions { Batch = batch });
        var values = Enumerable.Range(1, units.Length - 1).Select(k => PhaseRecorder.Attach(simulation, Layer(units, k))).ToList();
        var errors = Enumerable.Range(1, units.Length - 1).Select(k => PhaseRecorder.Attach(simulation, PredictiveNetwork.Error(k))).ToList();
        for (var t = 0; t < Trials; t++)
        {
            var expected = trial(trials.Inputs(t), trials.Targets(t));
            simulation.Run(1);
            for (var k = 1; k < units.Length; k++)
            {
                for (var sample = 0; sample < batch; sample++)
                {
                    Close(expected.States[sample][k], FamilyCopies.Row(values[k - 1][phase].State, sample, units[k]), tolerance, $"trial {t}: values of layer {k}");
                    Close(expected.Errors[sample][k], FamilyCopies.Row(errors[k - 1][phase].Rate, sample, units[k]), tolerance, $"trial {t}: errors of layer {k}");
                }
            }
        }
    }

    private static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        var scale = Math.Max(1, Agreement.Largest(expected));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) < tolerance * scale, $"{what}: unit {i} is {actual[i]:R}, expected {expected[i]:R}");
        }
    }

    private static int[] Units(PredictiveNetworkOptions options) => [options.Inputs, .. options.Hidden, options.Outputs];

    private static string Layer(int[] units, int k) => k == 0 ? "input" : k == units.Length - 1 ? "output" : $"hidden{k}";

    private static Func<int, string> Forward(int[] units) => k => $"{Layer(units, k - 1)}-{PredictiveNetwork.Error(k)}";

    private static Func<int, string> Backward(int[] units) => k => $"{PredictiveNetwork.Error(k + 1)}-{Layer(units, k)}";
}
