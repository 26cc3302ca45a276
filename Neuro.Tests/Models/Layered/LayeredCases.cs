using Neuro.Experiments.Models;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Models.Layered;

/// <summary>Small networks of awkward widths, for every rule and optimiser.</summary>
internal static class LayeredCases
{
    private static readonly LayeredNetworkOptions Small = new()
    {
        Inputs = 70,
        Hidden = [37, 20],
        Outputs = 10,
        Activation = Activation.Tanh,
        Rate = new LearningRate(0.3),
        FeedbackInitialiser = _ => new Uniform(-0.5, 0.5),
    };

    /// <summary>Rules that take any widths and activations; the general one by the source of its direct errors and its strategy.</summary>
    public static IReadOnlyDictionary<string, LayeredNetworkOptions> Unrestricted { get; } = CreateUnrestricted();

    /// <summary>All that an optimiser may be.</summary>
    public static IReadOnlyDictionary<string, (Optimiser Optimiser, double Rate)> Optimisers { get; } = new Dictionary<string, (Optimiser, double)>(StringComparer.Ordinal)
    {
        ["descent"] = (new Optimiser(), 0.3),
        ["descent on sums"] = (new Optimiser { Reduction = Reduction.Sum }, 0.05),
        ["decay"] = (new Optimiser { WeightDecay = 0.2 }, 0.3),
        ["momentum"] = (new Optimiser { Kind = OptimiserKind.Momentum, Momentum = 0.7 }, 0.2),
        ["momentum and decay on sums"] = (new Optimiser { Kind = OptimiserKind.Momentum, Momentum = 0.9, WeightDecay = 0.3, Reduction = Reduction.Sum }, 0.03),
        ["rms"] = (new Optimiser { Kind = OptimiserKind.RmsProp, SquareDecay = 0.9, Epsilon = 1e-3 }, 0.01),
        ["rms, slow"] = (new Optimiser { Kind = OptimiserKind.RmsProp, SquareDecay = 0.99, Epsilon = 1e-2, WeightDecay = 0.1 }, 0.01),
        ["centred rms"] = (new Optimiser { Kind = OptimiserKind.CentredRmsProp, SquareDecay = 0.95, Epsilon = 1e-3, Momentum = 0.9 }, 0.01),
        ["adam"] = (new Optimiser { Kind = OptimiserKind.Adam, Momentum = 0.9, SquareDecay = 0.999, Epsilon = 1e-3 }, 0.01),
        ["adam, uncorrected"] = (new Optimiser { Kind = OptimiserKind.Adam, Momentum = 0.9, SquareDecay = 0.99, Epsilon = 1e-3, BiasCorrection = false }, 0.01),
        ["adam and decay"] = (new Optimiser { Kind = OptimiserKind.Adam, Momentum = 0.8, SquareDecay = 0.95, Epsilon = 1e-3, WeightDecay = 0.2 }, 0.01),
        ["orthogonality"] = (new Optimiser { Orthogonality = 0.05 }, 0.1),
        ["adam and orthogonality"] = (new Optimiser { Kind = OptimiserKind.Adam, Momentum = 0.9, SquareDecay = 0.99, Epsilon = 1e-3, BiasCorrection = false, Orthogonality = 0.1 }, 0.01),
    };

    public static LayeredNetworkOptions WithOptimiser(LayeredNetworkOptions options, string name, double scale = 1)
    {
        var (optimiser, rate) = (Optimisers[name].Optimiser, scale * Optimisers[name].Rate);
        return options with { Optimiser = optimiser, Rate = new LearningRate(rate), InverseOptimiser = optimiser, InverseRate = new LearningRate(rate) };
    }

    /// <summary>Networks of square matrices: of one panel and of several; towers read the first units of a part of a panel, and of several panels and a part.</summary>
    public static IEnumerable<LayeredNetworkOptions> Inverting(string name, bool tower)
    {
        var rule = name switch
        {
            "target" => LearningRule.TargetPropagation,
            "incremental" => LearningRule.IncrementalTargetPropagation,
            _ => LearningRule.Gait,
        };

        // Targets grow where slopes are undone, and would leave the weights far behind.
        var rate = new LearningRate(rule == LearningRule.Gait ? 0.1 : 0.01);
        var options = Small with { Rule = rule, Activation = Activation.LeakyRelu, OutputActivation = Activation.LeakyRelu, Loss = Loss.MeanSquaredError, Tower = tower, Outputs = 5, Rate = rate };
        foreach (var hidden in tower ? (int[][])[[37, 20, 10], [70, 67, 34]] : [[20, 20], [37, 37], [70, 70, 70]])
        {
            yield return options with { Inputs = hidden[0], Hidden = hidden };
        }
    }

    public static TestTrials TrialsOf(LayeredNetworkOptions options, int batch, int trials, int trialsPerEpoch = int.MaxValue) =>
        new(trials, batch, options.Inputs, options.Outputs, zeros: 0.6, trialsPerEpoch);

    private static Dictionary<string, LayeredNetworkOptions> CreateUnrestricted()
    {
        var cases = new Dictionary<string, LayeredNetworkOptions>(StringComparer.Ordinal)
        {
            ["backprop"] = Small with { Rule = LearningRule.Backprop },
            ["feedback alignment"] = Small with { Rule = LearningRule.FeedbackAlignment },
            ["direct"] = Small with { Rule = LearningRule.DirectFeedbackAlignment },
            ["local"] = Small with { Rule = LearningRule.LocalErrors },
            ["difference"] = Small with { Rule = LearningRule.DifferenceTargetPropagation, TargetStep = 5, Corruption = 0.3, InverseRate = new LearningRate(0.1) },
        };
        cases["difference, kept"] = cases["difference"] with { WithoutDifference = true, Hidden = [37, 20, 33] };
        cases["difference, deep"] = cases["difference"] with { Hidden = [37, 20, 33, 5] };
        for (var strategy = 1; strategy <= 3; strategy++)
        {
            var general = Small with { Rule = LearningRule.General, Strategy = strategy };
            cases[$"output {strategy}"] = general;
            cases[$"output {strategy}, deep"] = general with { Hidden = [37, 20, 33, 5] };
            cases[$"output {strategy}, sum"] = general with { Hidden = [37, 20, 33], Combination = Combination.Sum };
            cases[$"output {strategy}, largest"] = general with { Hidden = [37, 20, 33], Combination = Combination.Largest };
            cases[$"auxiliary {strategy}"] = general with { AuxiliaryErrors = true };
            cases[$"auxiliary {strategy}, deep"] = general with { AuxiliaryErrors = true, Hidden = [37, 20, 33, 5] };
            cases[$"auxiliary {strategy}, sum"] = general with { AuxiliaryErrors = true, Hidden = [37, 20, 33], Combination = Combination.Sum };
        }

        return cases;
    }
}
