using MathNet.Numerics.LinearAlgebra;
using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Tests.Runtime;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models.Microcircuits;

/// <summary>Microcircuits against closed forms: where linear ones come to rest, how fast, how much noise is left, and what is silent when nothing is wrong.</summary>
public sealed class MicrocircuitDynamicsTests
{
    private const int Batch = 3;

    /// <summary>The fixed point of all equations together, by a linear solver.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Linear_networks_come_to_rest_where_the_equations_say(bool taught)
    {
        var options = MicrocircuitCases.Continuous with
        {
            Activation = Activation.Linear,
            Hidden = [9],
            Leak = 0.3,
            ForwardRates = [0],
            InterneuronRates = [0],
            CancellationRates = [0],
            ForwardInitialiser = new Uniform(-0.4, 0.4),
            FeedbackInitialiser = new Uniform(-0.4, 0.4),
            InterneuronInitialiser = new Uniform(-0.4, 0.4),
            PredictionSteps = 400,
            TeachingSteps = taught ? 400 : 0,
        };
        var spec = MicrocircuitNetwork.Build(options);
        var weights = WithBiases(spec);
        using var host = new WorkerHost(1);
        var trials = new TestTrials(1, Batch, options.Inputs, options.Outputs);
        var simulation = new Simulation(spec, weights, trials, host, new SimulationOptions { Batch = Batch });
        simulation.Run(1);

        var (g, gOut, gInter) = (options.Leak + options.Basal + options.Apical, options.Leak + options.Basal, options.Leak + options.Dendritic);
        var (pull, teach) = (taught ? options.Somatic : 0, options.Somatic);
        for (var sample = 0; sample < Batch; sample++)
        {
            var input = Vector<double>.Build.Dense(trials.Inputs(0)[sample]);
            var target = Vector<double>.Build.Dense(trials.Targets(0)[sample]).Map(t => options.Targets.Low + (t * (options.Targets.High - options.Targets.Low)), Zeros.Include);
            var (hidden, output) = (options.Hidden[0], options.Outputs);
            var matrix = Matrix<double>.Build.Dense(hidden + (2 * output), hidden + (2 * output));
            matrix.SetSubMatrix(0, 0, g * Matrix<double>.Build.DenseIdentity(hidden));
            matrix.SetSubMatrix(0, hidden, -options.Apical * W(weights, "output-hidden1"));
            matrix.SetSubMatrix(0, hidden + output, options.Apical * W(weights, "inter1-hidden1"));
            matrix.SetSubMatrix(hidden, 0, -options.Basal * W(weights, "hidden1-output"));
            matrix.SetSubMatrix(hidden, hidden, (gOut + pull) * Matrix<double>.Build.DenseIdentity(output));
            matrix.SetSubMatrix(hidden + output, 0, -options.Dendritic * W(weights, "hidden1-inter1"));
            matrix.SetSubMatrix(hidden + output, hidden, -teach * Matrix<double>.Build.DenseIdentity(output));
            matrix.SetSubMatrix(hidden + output, hidden + output, (gInter + teach) * Matrix<double>.Build.DenseIdentity(output));
            var right = Vector<double>.Build.Dense(hidden + (2 * output));
            right.SetSubVector(0, hidden, options.Basal * ((W(weights, "input-hidden1") * input) + B(weights, "input-hidden1")));
            right.SetSubVector(hidden, output, (options.Basal * B(weights, "hidden1-output")) + (pull * target));
            right.SetSubVector(hidden + output, output, options.Dendritic * B(weights, "hidden1-inter1"));
            var expected = matrix.Solve(right);
            AssertState(expected.SubVector(0, hidden), simulation, "hidden1", sample);
            AssertState(expected.SubVector(hidden, output), simulation, "output", sample);
            AssertState(expected.SubVector(hidden + output, output), simulation, "inter1", sample);
        }
    }

    /// <summary>Without anything from above a unit goes to <c>(g_B / G) v_B</c> as <c>1 - (1 - dt G)^n</c>.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void A_unit_follows_its_basal_dendrite_by_the_conductance_of_all(int steps)
    {
        var options = MicrocircuitCases.Continuous with { Hidden = [5], Apical = 0.6, FeedbackInitialiser = new Zero(), InterneuronInitialiser = new Zero(), PredictionSteps = steps, TeachingSteps = 0, ForwardRates = [0], InterneuronRates = [0] };
        var spec = MicrocircuitNetwork.Build(options);
        var weights = WithBiases(spec);
        using var host = new WorkerHost(1);
        var trials = new TestTrials(1, Batch, options.Inputs, options.Outputs);
        var simulation = new Simulation(spec, weights, trials, host, new SimulationOptions { Batch = Batch });
        simulation.Run(1);
        var conductance = options.Leak + options.Basal + options.Apical;
        for (var sample = 0; sample < Batch; sample++)
        {
            var basal = (W(weights, "input-hidden1") * Vector<double>.Build.Dense(trials.Inputs(0)[sample])) + B(weights, "input-hidden1");
            AssertState(options.Basal / conductance * (1 - Math.Pow(1 - (options.TimeStep * conductance), steps)) * basal, simulation, "hidden1", sample);
        }
    }

    /// <summary>Interneurons that mirror the layer above cancel its feedback: apical dendrites are silent, nothing learns, while states still move and after they have come to rest.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_self_predicting_network_without_a_target_has_nothing_to_learn(bool biases)
    {
        var options = MicrocircuitCases.Continuous with { SelfPredicting = true, Biases = biases, InductionTime = 0, PredictionSteps = 300, TeachingSteps = 0, Apical = 0.4 };
        var spec = MicrocircuitNetwork.Build(options);
        var weights = WeightStore.Create(spec, 3);
        if (biases)
        {
            foreach (var (name, copy) in new[] { ("hidden1-hidden2", "hidden1-inter1"), ("hidden2-output", "hidden2-inter2") })
            {
                var drawn = new Oracles.TestDraws(5).Singles(weights[name].Post, -0.5, 0.5);
                weights[name].CopyBiasFrom(drawn);
                weights[copy].CopyBiasFrom([.. drawn.Select(bias => bias * ((CopyOf)spec.Projection(copy).Initialiser!).Scale)]);
            }
        }

        // At rest first: on the way there somata lag behind their dendrites, and differently so where conductances differ.
        using var host = new WorkerHost(1);
        var resting = new NetworkSpec(spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => p with { Rules = [] }), spec.Phases);
        var trials = new TestTrials(1, Batch, options.Inputs, options.Outputs);
        var simulation = new Simulation(resting, weights, trials, host, new SimulationOptions { Batch = Batch });
        var hidden = PhaseRecorder.Attach(simulation, "hidden1");
        simulation.Run(1);
        var record = hidden["prediction"];
        Assert.True(record.Apical.Max(Math.Abs) > 0.1, "no feedback at all");
        Assert.All(record.Apical.Zip(record.Cancel), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        foreach (var (above, inter) in new[] { ("hidden2", "inter1"), ("output", "inter2") })
        {
            for (var unit = 0; unit < simulation.Newest(above).State!.Units; unit++)
            {
                Assert.Equal(simulation.Newest(above).State![0, unit], simulation.Newest(inter).State![0, unit], 1e-5);
            }
        }

        var before = MicrocircuitCases.Read(spec, weights);
        var signals = new Simulation(AtRest(spec), weights, trials, host, new SimulationOptions { Batch = Batch });
        signals.Run(1);
        foreach (var (name, values) in MicrocircuitCases.Read(spec, weights))
        {
            Assert.All(values.Zip(before[name]), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
        }
    }

    /// <summary>Nothing comes from above: layers are where their basal dendrites put them, interneurons where theirs do, whatever the layer above says.</summary>
    [Fact]
    public void A_sweep_leaves_all_somata_at_their_own_predictions()
    {
        var options = MicrocircuitCases.Simplified;
        var spec = MicrocircuitNetwork.Build(options);
        var weights = WithBiases(spec);
        var swept = Networks.UpToReadOut(spec);
        using var host = new WorkerHost(1);
        var trials = new TestTrials(1, Batch, options.Inputs, options.Outputs);
        var simulation = new Simulation(swept, weights, trials, host, new SimulationOptions { Batch = Batch, Plasticity = false });
        simulation.Run(1);
        for (var sample = 0; sample < Batch; sample++)
        {
            var first = 0.7 * ((W(weights, "input-hidden1") * Vector<double>.Build.Dense(trials.Inputs(0)[sample])) + B(weights, "input-hidden1"));
            var rates = first.Map(s => 1 / (1 + Math.Exp(-s)), Zeros.Include);
            AssertState(first, simulation, "hidden1", sample);
            AssertState(0.7 * ((W(weights, "hidden1-hidden2") * rates) + B(weights, "hidden1-hidden2")), simulation, "hidden2", sample);
            AssertState((W(weights, "hidden1-inter1") * rates) + B(weights, "hidden1-inter1"), simulation, "inter1", sample);
        }
    }

    [Fact]
    public void The_simplified_network_learns_nothing_where_the_target_is_what_it_says()
    {
        // Targets are reached from the answer on a line that has no length.
        var options = MicrocircuitCases.Simplified with { SelfPredicting = true, Somatic = 1e-9, DividesRates = false, ForwardRates = [1], InterneuronRates = [1], CancellationRates = [1] };
        var spec = MicrocircuitNetwork.Build(options);
        var weights = WeightStore.Create(spec, 3);
        var before = MicrocircuitCases.Read(spec, weights);
        using var host = new WorkerHost(1);
        new Simulation(spec, weights, new TestTrials(1, Batch, options.Inputs, options.Outputs), host, new SimulationOptions { Batch = Batch }).Run(1);
        foreach (var (name, values) in MicrocircuitCases.Read(spec, weights))
        {
            Assert.All(values.Zip(before[name]), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    /// <summary>Weak mixing, feedback that is the transpose: the change of all forward weights is the negative gradient of the squared error of potentials, in proportion.</summary>
    [Fact]
    public void Weakly_mixed_changes_go_down_the_gradient()
    {
        const double Weak = 1e-3;
        var options = MicrocircuitCases.Simplified with
        {
            Hidden = [12, 8],
            Basal = 1,
            Dendritic = 1,
            Apical = 0.02,
            Somatic = 0.02,
            TimeStep = 0.5,
            Activation = Activation.Tanh,
            SelfPredicting = true,
            TransposedFeedback = true,
            TeachingSteps = 40,
            Biases = false,
            ForwardRates = [Weak],
            InterneuronRates = [0],
            CancellationRates = [0],
            ForwardInitialiser = new Uniform(-0.5, 0.5),
        };
        var spec = MicrocircuitNetwork.Build(options);
        var weights = WeightStore.Create(spec, 3);
        var start = WeightStore.Create(spec, 3);
        var trials = new TestTrials(1, Batch, options.Inputs, options.Outputs, zeros: 0.2);
        using var host = new WorkerHost(1);
        new Simulation(spec, weights, trials, host, new SimulationOptions { Batch = Batch }).Run(1);
        string[] layers = ["input-hidden1", "hidden1-hidden2", "hidden2-output"];
        var gains = new[] { options.Basal / (options.Basal + options.Apical), options.Basal / (options.Basal + options.Apical), 1.0 };
        var gradients = layers.Select(_ => 0.0).ToArray();
        var sums = new Matrix<double>[layers.Length];
        for (var sample = 0; sample < Batch; sample++)
        {
            var rates = new List<Vector<double>> { Vector<double>.Build.Dense(trials.Inputs(0)[sample]) };
            var states = new List<Vector<double>>();
            for (var layer = 0; layer < layers.Length; layer++)
            {
                states.Add(gains[layer] * (W(start, layers[layer]) * rates[^1]));
                rates.Add(states[^1].Map(Math.Tanh, Zeros.Include));
            }

            var target = Vector<double>.Build.Dense(trials.Targets(0)[sample]).Map(t => options.Targets.Low + (t * (options.Targets.High - options.Targets.Low)), Zeros.Include);
            var delta = target - states[^1];
            for (var layer = layers.Length - 1; layer >= 0; layer--)
            {
                // delta is of potentials; the rule has the slope of the own unit once.
                var signal = delta.PointwiseMultiply(states[layer].Map(s => 1 - (Math.Tanh(s) * Math.Tanh(s)), Zeros.Include));
                sums[layer] = (sums[layer] ?? Matrix<double>.Build.Dense(signal.Count, rates[layer].Count)) + signal.OuterProduct(rates[layer]);
                delta = W(start, layers[layer]).TransposeThisAndMultiply(signal);
            }
        }

        for (var layer = 0; layer < layers.Length; layer++)
        {
            var change = W(weights, layers[layer]) - W(start, layers[layer]);
            var cosine = change.PointwiseMultiply(sums[layer]).Enumerate().Sum() / (change.FrobeniusNorm() * sums[layer].FrobeniusNorm());
            Assert.True(cosine > 0.99, $"{layers[layer]}: cosine {cosine}");
            Assert.Equal(Weak / Batch, change.FrobeniusNorm() / sums[layer].FrobeniusNorm(), 0.1 * Weak / Batch);
        }
    }

    /// <summary>sigma sqrt(dt) xi in every step: under a constant current the variance comes to be <c>sigma^2 dt / (1 - (1 - dt G)^2)</c>.</summary>
    [Theory]
    [InlineData("hidden1", 0.1)]
    [InlineData("output", 0.3)]
    [InlineData("inter1", 0.1)]
    public void Noise_has_the_variance_of_the_closed_form(string population, double step)
    {
        const double Sigma = 0.3;
        const int Units = 150;
        const int Samples = 50;
        var options = MicrocircuitCases.Continuous with
        {
            Hidden = [Units],
            Outputs = Units,
            Somatic = population == "inter1" ? 0 : 0.8,
            Noise = Sigma,
            TimeStep = step,
            ForwardInitialiser = new Zero(),
            FeedbackInitialiser = new Zero(),
            InterneuronInitialiser = new Zero(),
            ForwardRates = [0],
            InterneuronRates = [0],
            CancellationRates = [0],
            PredictionSteps = 200,
            TeachingSteps = 0,
        };
        var spec = MicrocircuitNetwork.Build(options);
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new TestTrials(1, Samples, options.Inputs, Units), host, new SimulationOptions { Batch = Samples });
        simulation.Run(1);
        var values = new float[Samples * Units];
        simulation.Newest(population).State!.CopyTo(values);
        var conductance = options.Leak + (population == "hidden1" ? options.Basal + options.Apical : options.Basal);
        var expected = Sigma * Sigma * step / (1 - Math.Pow(1 - (step * conductance), 2));
        Assert.Equal(0, values.Average(), 5 * Math.Sqrt(expected / values.Length));
        Assert.Equal(expected, values.Sum(v => (double)v * v) / values.Length, 5 * expected * Math.Sqrt(2.0 / values.Length));
    }

    /// <summary>The same network, whose rules act once, where all stand still after a rest.</summary>
    private static NetworkSpec AtRest(NetworkSpec spec) => new(
        spec.Name,
        spec.TimeStep,
        spec.Populations,
        spec.Projections.Select(p => p with { Rules = [.. p.Rules.Select(rule => rule with { Phase = "still", Gathering = Gathering.Pairs })] }),
        [.. spec.Phases, new PhaseSpec("still", 1) { Still = true }]);

    private static WeightStore WithBiases(NetworkSpec spec)
    {
        var weights = WeightStore.Create(spec, 3);
        foreach (var (name, index) in weights.Projections.Select((name, index) => (name, index)).Where(p => weights[p.name].HasBias))
        {
            weights[name].CopyBiasFrom(new Oracles.TestDraws((ulong)index).Singles(weights[name].Post, -0.5, 0.5));
        }

        return weights;
    }

    private static void AssertState(Vector<double> expected, Simulation simulation, string population, int sample)
    {
        PanelMatrix state = simulation.Newest(population).State!;
        for (var unit = 0; unit < expected.Count; unit++)
        {
            Assert.Equal(expected[unit], state[sample, unit], 1e-5);
        }
    }

    private static Matrix<double> W(WeightStore weights, string projection) =>
        Matrix<double>.Build.Dense(weights[projection].Post, weights[projection].Pre, (i, j) => weights[projection][i, j]);

    private static Vector<double> B(WeightStore weights, string projection)
    {
        var bias = new float[weights[projection].Post];
        weights[projection].CopyBiasTo(bias);
        return Vector<double>.Build.Dense(Array.ConvertAll(bias, value => (double)value));
    }
}
