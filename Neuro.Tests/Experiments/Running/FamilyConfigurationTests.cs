using Neuro.Experiments.Command;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Experiments.Running;

/// <summary>What configurations of networks that settle, and of error units, make.</summary>
public sealed class FamilyConfigurationTests
{
    /// <summary>Neither beta nor the output's variance is to change how much is learned, unless the optimiser sees to that itself.</summary>
    [Theory]
    [InlineData("sgd", "[1]", 0.02)]
    [InlineData("momentum", "[1, 1, 6]", 0.12)]
    [InlineData("sgd", "[3, 1]", 0.02)]
    [InlineData("adam", "[1, 1, 6]", 0.01)]
    public void Rates_follow_the_size_of_errors(string optimiser, string variances, double expected)
    {
        var network = Network("predictive", "model.clamped=off", "model.nudging=0.5", "learning.rates=[0.01]", $"learning.optimiser={optimiser}", $"model.variances={variances}");
        var rule = Assert.Single(network.Projection("hidden1-error2").Rules);
        Assert.Equal(expected, rule.Rate.Initial, 12);
    }

    [Fact]
    public void A_clamped_output_has_the_rates_as_they_are() =>
        Assert.Equal(0.01, Network("predictive", "learning.rates=[0.01]", "learning.optimiser=sgd").Projection("input-error1").Rules[0].Rate.Initial);

    [Fact]
    public void Times_are_iterations_also_where_layers_take_turns()
    {
        var network = Network("eqprop", "time.prediction=50ms", "time.nudging=3", "model.update=alternate");
        Assert.Equal([20, 1, 6, 1], network.Phases.Select(phase => phase.Steps));
        Assert.Equal([0, 1], network.Populations.OfType<HopfieldSpec>().Select(layer => layer.Turn));
        Assert.Equal(2 * 20, Network("predictive", "time.nudging=20").Phases[1].Steps - 1);
    }

    /// <summary>alpha / beta of each layer, the same upwards and downwards.</summary>
    [Fact]
    public void Rates_are_those_of_layers_from_below()
    {
        var network = Network("vector-field", "model.hidden=[7, 6, 5]", "model.centred=off", "model.nudging=0.5", "learning.rates=[0.4, 0.2]", "learning.decay=0.9");
        double Rate(string projection) => network.Projection(projection).Rules[0].Rate.Initial;
        Assert.Equal([0.8, 0.4, 0.4, 0.4], [Rate("input-hidden1"), Rate("hidden1-hidden2"), Rate("hidden2-hidden3"), Rate("hidden3-output")]);
        Assert.Equal([0.4, 0.4, 0.4], [Rate("hidden2-hidden1"), Rate("hidden3-hidden2"), Rate("output-hidden3")]);
        Assert.All(network.Projections.SelectMany(p => p.Rules), rule => Assert.Equal(0.9, rule.Rate.Decay));
    }

    [Fact]
    public void Ghosts_may_read_errors_from_changes()
    {
        Assert.All(Network("ghost-ma-change").Populations.OfType<PyramidalSpec>(), layer => Assert.True(layer.ErrorFromChange));
        Assert.All(Network("ghost-mb", "learning.error=change").Populations.OfType<PyramidalSpec>(), layer => Assert.True(layer.ErrorFromChange));
        Assert.All(Network("ghost-ma").Populations.OfType<PyramidalSpec>(), layer => Assert.False(layer.ErrorFromChange));
    }

    /// <summary>A layer's values and its error units have one clock.</summary>
    [Fact]
    public void Clocks_go_by_layer()
    {
        var network = Network("predictive", "model.hidden=[7, 6]", "schedule.period=[2, 3, 4]");
        var periods = network.Populations.OfType<DynamicSpec>().ToDictionary(p => p.Name, p => p.Period, StringComparer.Ordinal);
        Assert.Equal([2, 3, 4, 2, 3, 4], [periods["hidden1"], periods["hidden2"], periods["output"], periods["error1"], periods["error2"], periods["error3"]]);
    }

    [Fact]
    public void Optimisers_are_those_of_the_keys()
    {
        var optimiser = Network("predictive", "learning.momentum=0.8", "learning.square-decay=0.95", "learning.epsilon=0.001", "learning.bias-correction=off").Projection("input-error1").Rules[0].Optimiser;
        Assert.Equal(new Optimiser { Kind = OptimiserKind.Adam, Momentum = 0.8, SquareDecay = 0.95, Epsilon = 0.001, BiasCorrection = false }, optimiser);
    }

    private static NetworkSpec Network(string experiment, params string[] settings) =>
        NetworkConfiguration.Network(FamilySettings.Of(experiment, settings), 12, 4);
}
