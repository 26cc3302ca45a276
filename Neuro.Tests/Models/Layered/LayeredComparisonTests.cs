using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Tests.Oracles.Layered;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Models.Layered;

/// <summary>Layered networks in the simulator against every rule, strategy and optimiser in plain loops, after three trials.</summary>
public sealed class LayeredComparisonTests
{
    private const int Batch = 7;
    private const int Trials = 3;

    /// <summary>Widths of a half panel, of one panel with and without padding, and of several.</summary>
    public static TheoryData<string, Activation> RulesAndActivations()
    {
        var cases = new TheoryData<string, Activation>();
        foreach (var rule in LayeredCases.Unrestricted.Keys)
        {
            foreach (var activation in new[] { Activation.Relu, Activation.Sigmoid, Activation.Tanh, Activation.LeakyRelu })
            {
                cases.Add(rule, activation);
            }
        }

        return cases;
    }

    public static TheoryData<string> Optimisers => [.. LayeredCases.Optimisers.Keys];

    [Theory]
    [MemberData(nameof(RulesAndActivations))]
    public void Every_rule_agrees_with_every_activation(string rule, Activation activation) => Compare(LayeredCases.Unrestricted[rule] with { Activation = activation });

    [Theory]
    [InlineData("backprop", 70, new[] { 37, 20 }, 10, 7)]
    [InlineData("backprop", 70, new[] { 37 }, 10, 1)]
    [InlineData("backprop", 20, new[] { 70, 37, 33, 65 }, 5, 20)]
    [InlineData("feedback alignment", 37, new[] { 5, 70 }, 20, 7)]
    [InlineData("direct", 70, new[] { 65, 16, 17 }, 5, 33)]
    [InlineData("local", 300, new[] { 130, 5 }, 10, 3)]
    [InlineData("auxiliary 3", 70, new[] { 10, 37, 64 }, 5, 7)]
    [InlineData("output 1", 70, new[] { 37 }, 5, 7)]
    [InlineData("difference", 70, new[] { 65, 10, 37 }, 5, 7)]
    public void Rules_agree_for_every_shape(string rule, int inputs, int[] hidden, int outputs, int batch) =>
        Compare(LayeredCases.Unrestricted[rule] with { Inputs = inputs, Hidden = hidden, Outputs = outputs }, batch);

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void Every_optimiser_agrees(string optimiser) => Compare(LayeredCases.WithOptimiser(LayeredCases.Unrestricted["backprop"] with { Inputs = 37, Hidden = [37, 20, 70, 70] }, optimiser));

    /// <summary>The optimisers once more where weights lie with lanes over the presynaptic units, and where inputs are mostly zero.</summary>
    [Theory]
    [MemberData(nameof(Optimisers))]
    public void Every_optimiser_agrees_for_local_errors(string optimiser) =>
        Compare(LayeredCases.WithOptimiser(LayeredCases.Unrestricted["local"] with { Inputs = 130, Hidden = [16, 16, 33] }, optimiser));

    [Theory]
    [InlineData("backprop")]
    [InlineData("difference")]
    public void Rates_of_learning_follow_epochs(string rule)
    {
        var options = LayeredCases.Unrestricted[rule];
        var inverse = new LearningRate(options.InverseRate.Initial, Decay: 0.5);
        Compare(options with { Rate = new LearningRate(options.Rate.Initial, Decay: 0.5), InverseRate = inverse }, trialsPerEpoch: 1);
    }

    [Theory]
    [InlineData(Activation.Sigmoid, Loss.CrossEntropy)]
    [InlineData(Activation.Sigmoid, Loss.MeanSquaredError)]
    [InlineData(Activation.Tanh, Loss.MeanSquaredError)]
    [InlineData(Activation.LeakyRelu, Loss.MeanSquaredError)]
    public void Every_loss_agrees(Activation output, Loss loss)
    {
        foreach (var rule in new[] { "backprop", "direct", "output 2" })
        {
            Compare(LayeredCases.Unrestricted[rule] with { OutputActivation = output, Loss = loss });
        }
    }

    [Theory]
    [InlineData("backprop")]
    [InlineData("direct")]
    [InlineData("output 1")]
    [InlineData("output 2")]
    [InlineData("output 3")]
    public void An_auto_encoder_agrees(string rule) => Compare(LayeredCases.Unrestricted[rule] with
    {
        Inputs = 70,
        Hidden = [37, 10],
        Reconstruct = true,
        OutputActivation = Activation.Sigmoid,
        Loss = Loss.MeanSquaredError,
        Rate = new LearningRate(1),
    });

    /// <summary>Answers through inverses are as good as their residuals; where a gradient is small, Adam shows it large.</summary>
    [Theory]
    [InlineData("target", false)]
    [InlineData("incremental", false)]
    [InlineData("gait", false)]
    [InlineData("target", true)]
    [InlineData("incremental", true)]
    [InlineData("gait", true)]
    public void Targets_through_inverses_agree(string rule, bool tower)
    {
        foreach (var options in LayeredCases.Inverting(rule, tower))
        {
            Compare(options, slack: 5);
            Compare(LayeredCases.WithOptimiser(options, "descent on sums", 10 * options.Rate.Initial), slack: 5);
            Compare(LayeredCases.WithOptimiser(options, "orthogonality", 10 * options.Rate.Initial), slack: 5);
            Compare(LayeredCases.WithOptimiser(options, "adam"), slack: 50);
        }
    }

    /// <summary>Backprop in the networks of target propagation: outputs beyond the classes have no error, and units that nobody reads learn nothing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Backprop_agrees_in_the_networks_of_target_propagation(bool tower)
    {
        foreach (var options in LayeredCases.Inverting("gait", tower))
        {
            Compare(options with { Rule = LearningRule.Backprop, AuxiliaryOutputs = !tower });
        }
    }

    /// <summary>Where weights are orthogonal, GAIT-prop changes them as backprop does; the other forms of target propagation do not, below the output (GAIT text, Fig. 1).</summary>
    [Fact]
    public void With_orthogonal_weights_only_gait_is_backprop()
    {
        var options = LayeredCases.Inverting("gait", tower: false).Last() with { ForwardInitialiser = new Orthogonal(), Rate = new LearningRate(1) };
        var trials = LayeredCases.TrialsOf(options, Batch, 1);
        using var host = new WorkerHost(1);
        var backprop = Changes(options with { Rule = LearningRule.Backprop, AuxiliaryOutputs = true });
        var gait = Changes(options);
        var target = Changes(options with { Rule = LearningRule.TargetPropagation });
        var incremental = Changes(options with { Rule = LearningRule.IncrementalTargetPropagation });
        Assert.Equal(4, backprop.Count(pair => !pair.Key.EndsWith("bias", StringComparison.Ordinal)));
        foreach (var (projection, change) in backprop)
        {
            Assert.True(PlainCase.Cosine(change, gait[projection]) > 0.999, projection);
            var isTop = projection.StartsWith("hidden3-output", StringComparison.Ordinal);
            Assert.True(isTop == PlainCase.Cosine(change, target[projection]) > 0.99, projection);
            Assert.True(isTop == PlainCase.Cosine(change, incremental[projection]) > 0.99, projection);
        }

        Dictionary<string, double[]> Changes(LayeredNetworkOptions of)
        {
            var spec = LayeredNetwork.Build(of);
            var before = LayeredPair.Read(WeightStore.Create(spec, seed: 3));
            var simulation = new Simulation(spec, WeightStore.Create(spec, seed: 3), trials, host, new SimulationOptions { Batch = Batch });
            simulation.Run(1);
            return LayeredPair.Read(simulation.Weights).ToDictionary(pair => pair.Key, pair => pair.Value.Zip(before[pair.Key], (a, b) => (double)a - b).ToArray());
        }
    }

    /// <summary>An auxiliary read-out is the transpose of the way back of its error, at the start and ever after.</summary>
    [Theory]
    [InlineData("local")]
    [InlineData("auxiliary 1")]
    public void Read_outs_are_the_transposes_of_their_feedback(string rule)
    {
        var pair = new LayeredPair(LayeredCases.Unrestricted[rule]);
        var weights = pair.CreateWeights();
        Check();
        using var host = new WorkerHost(1);
        pair.Simulate(weights, LayeredCases.TrialsOf(LayeredCases.Unrestricted[rule], Batch, Trials), Batch, host, pipeline: 1).Run(Trials);
        Check();

        void Check()
        {
            for (var layer = 1; layer <= 2; layer++)
            {
                var (readOut, back) = (weights[$"hidden{layer}-auxiliary{layer}"], weights[$"auxiliary{layer}-hidden{layer}"]);
                for (var i = 0; i < back.Post; i++)
                {
                    for (var j = 0; j < back.Pre; j++)
                    {
                        Assert.Equal(back[i, j], readOut[j, i]);
                    }
                }
            }
        }
    }

    private static void Compare(LayeredNetworkOptions options, int batch = Batch, double slack = 1, int trialsPerEpoch = int.MaxValue)
    {
        var pair = new LayeredPair(options);
        var trials = LayeredCases.TrialsOf(options, batch, Trials, trialsPerEpoch);
        var start = pair.CreateWeights();
        var (plain, layers) = pair.RunPlainly(start, trials, Trials, pipeline: 1);
        var before = LayeredPair.Read(start);
        using var one = new WorkerHost(1);
        using var two = new WorkerHost(2);
        var simulation = Run(pair, one);
        var actual = LayeredPair.Read(simulation.Weights);
        LayeredAgreement.Close(plain[0], plain[Trials], before, actual, $"{options}", slack);
        LayeredAgreement.LayersClose(layers, LayeredPair.ReadLayers(simulation), $"{options}", slack);
        Agreement.SameBits(actual, LayeredPair.Read(Run(pair, two).Weights), "two workers");
        Agreement.SameBits(actual, LayeredPair.Read(Run(pair, two, skipZeros: false).Weights), "zeros are not skipped");
        Agreement.SameBits(actual, LayeredPair.Read(Run(new LayeredPair(options with { Hop = 3 }), one).Weights), "three steps from layer to layer");

        Simulation Run(LayeredPair like, WorkerHost host, bool skipZeros = true)
        {
            var running = like.Simulate(like.CreateWeights(), trials, batch, host, pipeline: 1, skipZeros);
            Assert.Equal(Trials, running.Run(Trials));
            return running;
        }
    }
}
