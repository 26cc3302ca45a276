using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Family;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Randomness;

namespace Neuro.Tests.Models.Family;

/// <summary>Equilibrium propagation and its form without tied weights against plain loops: states of both phases, and weights after three trials.</summary>
public sealed class EnergyComparisonTests
{
    private const int Trials = 3;
    private const ulong Seed = 4;

    public static TheoryData<bool, bool, bool, bool, int> Cases()
    {
        var cases = new TheoryData<bool, bool, bool, bool, int>();
        foreach (var alternate in new[] { false, true })
        {
            foreach (var centred in new[] { false, true })
            {
                foreach (var randomSign in new[] { false, true })
                {
                    cases.Add(alternate, centred, randomSign, false, 3);
                    cases.Add(alternate, centred, randomSign, true, 1);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tied(bool alternate, bool centred, bool randomSign, bool particles, int batch) =>
        CompareTied(Small() with { Alternate = alternate, Centred = centred, RandomSign = randomSign, Particles = particles }, batch);

    [Theory]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    public void Every_activation(Activation activation) => CompareTied(Small() with { Activation = activation, RandomSign = false }, batch: 4);

    /// <summary>
    /// Layers of several panels, groups of panels and blocks of inputs take other paths through the kernels. States that have not settled pass what rounding has done to the weights on
    /// with gains above one, hence the wider bounds.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Wide(int batch) => CompareTied(Small() with { Inputs = 70, Hidden = [230, 40], Outputs = 10, ForwardInitialiser = new GlorotUniform(1) }, batch, wide: true);

    [Fact]
    public void Negative_nudging() => CompareTied(Small() with { Nudging = -0.5, RandomSign = false }, batch: 3);

    [Theory]
    [InlineData(ChangeForm.Trajectory, false, 3)]
    [InlineData(ChangeForm.Trajectory, true, 1)]
    [InlineData(ChangeForm.FixedPoint, false, 1)]
    [InlineData(ChangeForm.FixedPoint, true, 20)]
    public void Untied(ChangeForm form, bool wide, int batch)
    {
        var options = Small() with { Tied = false, Form = form };
        options = wide ? options with { Inputs = 70, Hidden = [130, 40], Outputs = 10 } : options;
        int[] units = [options.Inputs, .. options.Hidden, options.Outputs];
        var spec = EnergyNetwork.Build(options);
        var store = FamilyCopies.Create(spec, units, Forward(units), (0, 0.4));
        var before = FamilyCopies.Weights(store, units, Forward(units), Backward(units));
        double[] rates = [0, .. options.Rates];
        var oracle = new VectorFieldOracle(before.Copy(), Rho.HardSigmoid, options.TimeStep / options.TimeConstant)
        {
            Trajectory = form == ChangeForm.Trajectory,
            Rates = rates,

            // The synapses downwards learn at the rate of those upwards between the same layers: U_k lies beside W_(k + 1).
            BackwardRates = [.. rates.Skip(1), 0],
        };
        Run(options, batch, store, (inputs, targets, beta, examples) => oracle.RunTrial(inputs, targets, options.FreeSteps, options.NudgedSteps, beta, examples), wide ? 5e-5 : 3e-6);
        FamilyCopies.ChangesClose(before, oracle.Weights, FamilyCopies.Weights(store, units, Forward(units), Backward(units)), wide ? 2e-3 : 2e-5, $"{form}");
    }

    /// <summary>Nudged both ways, the change along the trajectories is the mean of that to the one side and that to the other.</summary>
    [Fact]
    public void Untied_and_centred()
    {
        var options = Small() with { Tied = false, Centred = true, RandomSign = false, Particles = false };
        int[] units = [options.Inputs, .. options.Hidden, options.Outputs];
        var spec = EnergyNetwork.Build(options);
        var store = FamilyCopies.Create(spec, units, Forward(units), (0, 0.4));
        var before = FamilyCopies.Weights(store, units, Forward(units), Backward(units));
        double[] rates = [0, .. options.Rates];
        var trials = new TestTrials(1, 3, options.Inputs, options.Outputs, zeros: 0.4);
        var expected = before.Copy();
        foreach (var beta in new[] { options.Nudging, -options.Nudging })
        {
            var oracle = new VectorFieldOracle(before.Copy(), Rho.HardSigmoid, 0.5) { Trajectory = true, Rates = rates, BackwardRates = [.. rates.Skip(1), 0] };
            oracle.RunTrial(trials.Inputs(0), trials.Targets(0), options.FreeSteps, options.NudgedSteps, beta);
            expected.Add(0.5, oracle.Weights.Plus(-1, before));
        }

        using var host = new WorkerHost(1);
        new Simulation(spec, store, trials, host, new SimulationOptions { Batch = 3 }).Run(1);
        FamilyCopies.ChangesClose(before, expected, FamilyCopies.Weights(store, units, Forward(units), Backward(units)), 2e-5, "centred");
    }

    /// <summary>All along the nudged phase of a tied network, the changes of the products add up to the contrast: the spike-timing rule made symmetric is the one of the energy.</summary>
    [Fact]
    public void Contrast_is_the_sum_of_all_changes_of_the_products()
    {
        var draws = new TestDraws(9);
        var net = new EqPropOracle(FamilyWeights.Draw(draws, [5, 4, 3], 0.6, 0, 0.3), Rho.HardSigmoid, 0.3);
        var input = FamilyDraws.Batch(draws, 1, 5)[0];
        double[] target = [1, 0, 0];
        var state = net.Settle(input, 40);
        var free = state;
        var sum = 0.0;
        for (var t = 0; t < 6; t++)
        {
            var next = net.Iterate(state, target, 0.8);
            double Mid(int k, int i) => 0.5 * (Rho.HardSigmoid.Rate(state[k][i]) + Rho.HardSigmoid.Rate(next[k][i]));
            double Change(int k, int i) => Rho.HardSigmoid.Rate(next[k][i]) - Rho.HardSigmoid.Rate(state[k][i]);
            sum += (Mid(1, 2) * Change(2, 0)) + (Mid(2, 0) * Change(1, 2));
            state = next;
        }

        Assert.Equal((state[2][0] * state[1][2]) - (free[2][0] * free[1][2]), sum, 12);
    }

    private static EnergyNetworkOptions Small() => new()
    {
        Inputs = 12,
        Hidden = [9, 7],
        Outputs = 5,
        FreeSteps = 9,
        NudgedSteps = 5,
        Nudging = 0.7,
        Rates = [0.3, 0.2, 0.1],
        Decay = 1,
        ForwardInitialiser = new GlorotUniform(0.7),
        BackwardInitialiser = new GlorotUniform(0.5),
    };

    private static void CompareTied(EnergyNetworkOptions options, int batch, bool wide = false)
    {
        int[] units = [options.Inputs, .. options.Hidden, options.Outputs];
        var store = FamilyCopies.Create(EnergyNetwork.Build(options), units, Forward(units), (0, 0.4));
        var before = FamilyCopies.Weights(store, units, Forward(units), Backward(units));
        var oracle = new EqPropOracle(before.Copy(), Rho.Named(options.Activation.ToString()), options.TimeStep / options.TimeConstant) { Alternate = options.Alternate, Rates = [0, .. options.Rates] };
        Run(options, batch, store, (inputs, targets, beta, examples) => oracle.RunTrial(inputs, targets, options.FreeSteps, options.NudgedSteps, beta, options.Centred, examples), wide ? 5e-5 : 3e-6);
        oracle.Weights.Tie();
        before.Tie();
        FamilyCopies.ChangesClose(before, oracle.Weights, FamilyCopies.Weights(store, units, Forward(units), Backward(units)), wide ? 2e-3 : 2e-5, $"batch {batch}");
    }

    /// <summary>The trials of both, and their states at the ends of both phases.</summary>
    private static void Run(EnergyNetworkOptions options, int batch, WeightStore store, Func<double[][], double[][], double, int[]?, EqPropTrial> trial, double tolerance)
    {
        var spec = EnergyNetwork.Build(options);
        int[] units = [options.Inputs, .. options.Hidden, options.Outputs];
        var trials = new ExampleTrials(new TestTrials(Trials, batch, options.Inputs, options.Outputs, zeros: 0.4));
        using var host = new WorkerHost(1);
        var execution = new ExecutionOptions { Seed = Seed, Examples = ExampleTrials.Examples };
        var simulation = new Simulation(spec, store, trials, host, new SimulationOptions { Batch = batch, Execution = execution });
        var recorders = Enumerable.Range(1, units.Length - 1).Select(k => PhaseRecorder.Attach(simulation, Layer(units, k))).ToList();
        var signs = new HashSet<double>();
        for (var t = 0; t < Trials; t++)
        {
            var sign = options.RandomSign && new RandomStream(new RandomKey(Seed, "network", "nudging sign").ForStep(t)).Uniform(0) < 0.5f ? -1 : 1;
            signs.Add(sign);
            var examples = new int[batch];
            trials.FillExamples(t, examples);
            var expected = trial(trials.Inner.Inputs(t), trials.Inner.Targets(t), sign * options.Nudging, options.Particles ? examples : null);
            simulation.Run(1);
            for (var k = 1; k < units.Length; k++)
            {
                for (var sample = 0; sample < batch; sample++)
                {
                    Close(expected.Free[sample][k], FamilyCopies.Row(recorders[k - 1]["free"].State, sample, units[k]), tolerance, $"trial {t}: free state of layer {k}");
                    Close(expected.Nudged[sample][k], FamilyCopies.Row(recorders[k - 1]["nudged"].State, sample, units[k]), tolerance, $"trial {t}: nudged state of layer {k}");
                    if (expected.Opposite is { } opposite)
                    {
                        Close(opposite[sample][k], FamilyCopies.Row(recorders[k - 1]["nudged-back"].State, sample, units[k]), tolerance, $"trial {t}: state of layer {k} nudged the other way");
                    }
                }
            }
        }

        Assert.Equal(options.RandomSign ? 2 : 1, signs.Count);
    }

    private static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) < tolerance, $"{what}: unit {i} is {actual[i]:R}, expected {expected[i]:R}");
        }
    }

    private static string Layer(int[] units, int k) => k == 0 ? "input" : k == units.Length - 1 ? "output" : $"hidden{k}";

    private static Func<int, string> Forward(int[] units) => k => EnergyNetwork.Name(Layer(units, k - 1), Layer(units, k));

    private static Func<int, string> Backward(int[] units) => k => EnergyNetwork.Name(Layer(units, k + 1), Layer(units, k));
}
