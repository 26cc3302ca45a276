using Neuro.Experiments.Models;
using Neuro.Tests.Runtime.Layers;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Units.Specification;

/// <summary>Every way in which a layered description can be wrong is refused before anything runs, and the message names the part, what was given and what was expected.</summary>
public sealed class LayerValidatorTests
{
    private static readonly Dictionary<string, (string Network, Func<PopulationSpec, PopulationSpec>? Populations, Func<ProjectionSpec, ProjectionSpec>? Projections, string[] Says)> Faults = new(StringComparer.Ordinal)
    {
        ["acts that do not begin with a response"] = ("bp", Layer("hidden1", l => l with { Acts = [.. l.Acts.Skip(1)] }), null, ["population 'hidden1'", "respond first"]),
        ["acts out of order"] = ("bp", Layer("hidden1", l => l with { Acts = [l.Acts[0] with { Step = 9 }, l.Acts[1]] }), null, ["population 'hidden1'", "9", "ascending"]),
        ["an act after the trial"] = ("bp", Layer("hidden1", l => l with { Acts = [l.Acts[0], l.Acts[1] with { Step = 99 }] }), null, ["population 'hidden1'", "99", "from 1 to"]),
        ["an act twice"] = ("bp", Layer("hidden1", l => l with { Acts = [l.Acts[0], l.Acts[0] with { Step = 2 }] }), null, ["population 'hidden1'", "twice"]),
        ["an act in no phase"] = ("bp", Layer("hidden1", l => l with { Acts = [l.Acts[0], l.Acts[1] with { Phase = "dream" }] }), null, ["population 'hidden1'", "'dream'", "forward, learning"]),
        ["a term from nowhere"] = ("dfa", Layer("hidden1", l => l with { Acts = [l.Acts[0], l.Acts[1] with { Terms = ["x"] }] }), null, ["population 'hidden1'", "'x'", "output-hidden1"]),
        ["a gain NaN"] = ("bp", Layer("hidden1", l => l with { BackwardGain = double.NaN }), null, ["population 'hidden1'", "NaN", "finite"]),
        ["an endless gain"] = ("bp", Layer("hidden1", l => l with { SignalGain = double.PositiveInfinity }), null, ["population 'hidden1'", "finite"]),
        ["negative corruption"] = ("dtp", Layer("hidden1", l => l with { Corruption = -1 }), null, ["population 'hidden1'", "-1", "at least 0"]),
        ["a condition below 1"] = ("gait", Layer("hidden2", l => l with { LargestCondition = 0.5 }), null, ["population 'hidden2'", "0.5", "at least 1"]),
        ["an activation without an inverse"] = ("gait", Layer("hidden2", l => l with { Activation = Activation.Tanh }), null, ["population 'hidden2'", "Tanh", "LeakyRelu or Linear"]),
        ["an output activation without an inverse"] = ("tp", Layer("output", l => l with { Activation = Activation.Sigmoid }), null, ["population 'output'", "Sigmoid", "LeakyRelu or Linear"]),
        ["weights that are not square"] = ("gait", Layer("hidden1", l => l with { Units = 39 }), null, ["population 'hidden2'", "40 x 39", "square"]),
        ["weights that start as zero"] = ("gait", null, Projection("hidden1-hidden2", p => p with { Initialiser = new Zero() }), ["population 'hidden2'", "Zero", "no inverse"]),
        ["a Bernoulli loss without a sigmoid"] = ("bp", Layer("output", l => l with { Loss = Loss.CrossEntropy, Activation = Activation.Tanh }), null, ["population 'output'", "Tanh", "Sigmoid"]),
        ["a port that layers do not have"] = ("dfa", null, Projection("output-hidden1", p => p with { Port = Port.Cancel }), ["population 'hidden1'", "'output-hidden1'", "apical projections"]),
        ["content that is no feedback"] = ("dfa", null, Projection("output-hidden1", p => p with { Content = Content.Echo }), ["projection 'output-hidden1'", "Echo", "never says"]),
        ["more units than there are"] = ("bp", null, Projection("hidden1-hidden2", p => p with { SourceUnits = 10 }), ["projection 'hidden1-hidden2'", "first 10 units", "1 to 9"]),
        ["feedback of a wrong shape"] = ("fa", null, Projection("hidden2-hidden1", p => p with { Initialiser = new CopyOf("hidden1-hidden2") }), ["projection 'hidden2-hidden1'", "8 x 9", "9 x 8"]),
        ["a rule of another kind"] = ("bp", null, Projection("hidden1-hidden2", p => p with { Rules = [new ErrorSlopeRule("learning")] }), ["projection 'hidden1-hidden2'", "ErrorSlopeRule", "GradientRule"]),
        ["a rule on fixed feedback"] = ("dfa", null, Projection("output-hidden1", p => p with { Rules = [new GradientRule("learning")] }), ["projection 'output-hidden1'", "Apical", "Basal or Inverse"]),
        ["a momentum of 1"] = ("bp", null, WithOptimiser(o => o with { Momentum = 1 }), ["projection 'input-hidden1'", "momentum 1", "without 1"]),
        ["a decay NaN"] = ("bp", null, WithOptimiser(o => o with { SquareDecay = double.NaN }), ["projection 'input-hidden1'", "NaN", "without 1"]),
        ["no epsilon"] = ("bp", null, WithOptimiser(o => o with { Epsilon = 0 }), ["projection 'input-hidden1'", "epsilon 0", "above 0"]),
        ["negative weight decay"] = ("bp", null, WithOptimiser(o => o with { WeightDecay = -1 }), ["projection 'input-hidden1'", "weight decay -1", "at least 0"]),
        ["negative orthogonality"] = ("bp", null, WithOptimiser(o => o with { Orthogonality = -1 }), ["projection 'input-hidden1'", "-1", "at least 0"]),
        ["a drop to nothing"] = ("bp", null, Projection("input-hidden1", p => p with { Rules = [new GradientRule("learning") { Rate = new LearningRate(1) { DropFactor = 0 } }] }), ["projection 'input-hidden1'", "drops by 0", "above 0"]),
        ["biases that nobody has"] = ("dfa", null, Projection("output-hidden1", p => p with { BiasInitialiser = new Normal(1) }), ["projection 'output-hidden1'", "biases", "expected a bias"]),
        ["errors back from one that sends none"] = ("bp", Layer("hidden2", l => l with { Backward = BackwardKind.None }), null, ["projection 'hidden2-hidden1'", "sends back"]),
        ["no target"] = ("bp", null, Projection("target-output", p => p with { Source = "input", Port = Port.Basal, Initialiser = new Zero(), Name = "x" }), ["population 'output'", "target"]),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_description_is_refused(string fault)
    {
        var (network, populations, projections, says) = Faults[fault];
        var right = LayeredNetworks.Of(network);
        var refused = Assert.Throws<SpecificationException>(() => new NetworkSpec(
            right.Name, right.TimeStep, right.Populations.Select(populations ?? (p => p)), right.Projections.Select(projections ?? (p => p)), right.Phases));
        Assert.All(says, words => Assert.Contains(words, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_that_make_no_network_are_refused()
    {
        Says(new() { Hidden = [] }, "no hidden layer");
        Says(new() { Hop = 0 }, "0 steps from layer to layer");
        Says(new() { Strategy = 4, Rule = LearningRule.General }, "strategy 4");

        static void Says(LayeredNetworkOptions options, string words) =>
            Assert.Contains(words, Assert.Throws<SpecificationException>(() => LayeredNetwork.Build(options)).Message, StringComparison.Ordinal);
    }

    private static Func<PopulationSpec, PopulationSpec> Layer(string name, Func<LayerSpec, LayerSpec> change) => p => p.Name == name ? change((LayerSpec)p) : p;

    private static Func<ProjectionSpec, ProjectionSpec> Projection(string name, Func<ProjectionSpec, ProjectionSpec> change) => p => p.Name == name ? change(p) : p;

    private static Func<ProjectionSpec, ProjectionSpec> WithOptimiser(Func<Optimiser, Optimiser> change) =>
        Projection("input-hidden1", p => p with { Rules = [new GradientRule("learning") { Optimiser = change(new Optimiser()) }] });
}
