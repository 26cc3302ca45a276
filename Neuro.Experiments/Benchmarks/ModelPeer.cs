using System.Globalization;
using Neuro.Experiments.Models;
using Neuro.Units.Plasticity;

namespace Neuro.Experiments.Benchmarks;

/// <summary>A layered model as the peer <c>models.py</c> takes it.</summary>
internal static class ModelPeer
{
    /// <summary>The program and the options that stand for a model.</summary>
    public static IReadOnlyList<string> Command(LayeredNetworkOptions options)
    {
        List<string> command = ["models.py", "--rule", Rule(options.Rule), "--inputs", Text(options.Inputs), "--outputs", Text(options.Outputs), "--layers", Text(options.Hidden.Count), "--rate", Text(options.Rate.Initial)];
        if (options.Rule == LearningRule.General)
        {
            command.AddRange(["--strategy", Text(options.Strategy), "--errors", options.AuxiliaryErrors ? "auxiliary" : "output"]);
        }

        if (IsInverse(options.Rule))
        {
            var optimiser = options.Optimiser;
            command.AddRange(["--orthogonality", Text(optimiser.Orthogonality), "--optimiser", optimiser.Kind == OptimiserKind.Adam ? "adam" : "sgd"]);
            command.AddRange(["--momentum", Text(optimiser.Momentum), "--square-decay", Text(optimiser.SquareDecay), "--epsilon", Text(optimiser.Epsilon)]);
            return command;
        }

        return [.. command, "--hidden", Text(options.Hidden[0]), "--reduction", options.Optimiser.Reduction == Reduction.Sum ? "sum" : "mean"];
    }

    /// <summary>The arrays of the peer and the projections that they are here.</summary>
    public static IReadOnlyList<PeerArray> Arrays(LayeredNetworkOptions options)
    {
        var top = options.Hidden.Count + 1;
        string Layer(int l) => l == 0 ? "input" : l == top ? "output" : $"hidden{l}";
        List<PeerArray> arrays = [.. Enumerable.Range(1, top).Select(l => new PeerArray($"W{l}", $"b{l}", $"{Layer(l - 1)}-{Layer(l)}"))];
        for (var l = 1; l < top; l++)
        {
            var ownError = options.Rule == LearningRule.LocalErrors || (options.Rule == LearningRule.General && options.AuxiliaryErrors);
            var source = ownError ? $"auxiliary{l}" : options.Rule == LearningRule.FeedbackAlignment ? Layer(l + 1) : "output";
            if (options.Rule is LearningRule.FeedbackAlignment or LearningRule.DirectFeedbackAlignment or LearningRule.LocalErrors or LearningRule.General)
            {
                arrays.Add(new PeerArray($"B{l}", null, $"{source}-{Layer(l)}"));
            }

            if (options.Rule == LearningRule.General && options.Strategy is 1 or 3 && l + 1 < top)
            {
                arrays.Add(new PeerArray($"BT{l}", null, $"{Layer(l + 1)}-{Layer(l)}"));
            }

            if (options.Rule == LearningRule.General && options.Strategy is 2 or 3 && l > 1)
            {
                arrays.Add(new PeerArray($"BB{l}", null, $"{Layer(l - 1)}-{Layer(l)}-feedback"));
            }
        }

        return arrays;
    }

    /// <summary>Whether errors come down through inverse weights.</summary>
    public static bool IsInverse(LearningRule rule) => rule is LearningRule.TargetPropagation or LearningRule.IncrementalTargetPropagation or LearningRule.Gait;

    private static string Rule(LearningRule rule) => rule switch
    {
        LearningRule.Backprop => "bp",
        LearningRule.FeedbackAlignment => "fa",
        LearningRule.DirectFeedbackAlignment => "dfa",
        LearningRule.LocalErrors => "lafs",
        LearningRule.General => "general",
        LearningRule.TargetPropagation => "tp",
        LearningRule.IncrementalTargetPropagation => "itp",
        LearningRule.Gait => "gait",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "expected a rule that models.py knows"),
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
