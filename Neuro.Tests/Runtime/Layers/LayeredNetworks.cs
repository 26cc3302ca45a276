using Neuro.Experiments.Models;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Layers;

/// <summary>Small layered networks of every kind, by name.</summary>
internal static class LayeredNetworks
{
    private static readonly Optimiser Adam = new() { Kind = OptimiserKind.Adam, SquareDecay = 0.99, Epsilon = 1e-3 };

    private static readonly LayeredNetworkOptions Plain = new()
    {
        Inputs = 6,
        Hidden = [9, 8, 7],
        Outputs = 4,
        Rate = new LearningRate(0.2),
        Optimiser = Adam,
        InverseOptimiser = Adam,
        InverseRate = new LearningRate(0.01),
    };

    private static readonly LayeredNetworkOptions Square = Plain with
    {
        Hidden = [40, 40],
        Activation = Activation.LeakyRelu,
        OutputActivation = Activation.LeakyRelu,
        Loss = Loss.MeanSquaredError,
        ForwardInitialiser = new Orthogonal(),
        Optimiser = Adam with { Orthogonality = 0.1 },
        Rate = new LearningRate(0.001),
    };

    public static IReadOnlyDictionary<string, LayeredNetworkOptions> All { get; } = new Dictionary<string, LayeredNetworkOptions>(StringComparer.Ordinal)
    {
        ["bp"] = Plain,
        ["fa"] = Plain with { Rule = LearningRule.FeedbackAlignment },
        ["dfa"] = Plain with { Rule = LearningRule.DirectFeedbackAlignment },
        ["lafs"] = Plain with { Rule = LearningRule.LocalErrors },
        ["s1"] = Plain with { Rule = LearningRule.General, Strategy = 1 },
        ["s2"] = Plain with { Rule = LearningRule.General, Strategy = 2 },
        ["s3"] = Plain with { Rule = LearningRule.General, Strategy = 3 },
        ["aux s3"] = Plain with { Rule = LearningRule.General, Strategy = 3, AuxiliaryErrors = true },
        ["gait"] = Square with { Rule = LearningRule.Gait },
        ["tp"] = Square with { Rule = LearningRule.TargetPropagation },
        ["dtp"] = Plain with { Rule = LearningRule.DifferenceTargetPropagation },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static NetworkSpec Of(string name, int hop = 1) => LayeredNetwork.Build(All[name] with { Hop = hop });
}
