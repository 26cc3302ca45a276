using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Runtime.Schedules;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as the options of a layered network.</summary>
internal static class LayeredConfiguration
{
    /// <summary>The options, for one step from layer to layer.</summary>
    /// <exception cref="ConfigurationException">A value does not fit a layered network.</exception>
    public static LayeredNetworkOptions Options(Settings settings, int inputs, int outputs)
    {
        CheckTiming(settings);
        ModelKeys.RefuseSettling(settings);
        var rule = RuleOf(settings.Get(NeuroKeys.Model));
        Check(settings, rule, outputs);
        var spread = settings.Get(NeuroKeys.BiasSpread);
        var reduced = new Optimiser
        {
            Kind = settings.Get(NeuroKeys.OptimiserKind),
            Reduction = settings.Get(NeuroKeys.Reduction),
            Momentum = settings.Get(NeuroKeys.Momentum),
            SquareDecay = settings.Get(NeuroKeys.SquareDecay),
            Epsilon = settings.Get(NeuroKeys.Epsilon),
            BiasCorrection = settings.Get(NeuroKeys.BiasCorrection),
        };
        return new LayeredNetworkOptions
        {
            Rule = rule,
            Strategy = settings.Get(NeuroKeys.Strategy),
            AuxiliaryErrors = settings.Get(NeuroKeys.AuxiliaryErrors),
            Combination = settings.Get(NeuroKeys.Combination),
            Reconstruct = settings.Get(NeuroKeys.Reconstruct),
            Inputs = inputs,
            Hidden = settings.Get(NeuroKeys.Hidden),
            Outputs = outputs,
            Tower = settings.Get(NeuroKeys.Tower),
            AuxiliaryOutputs = settings.Get(NeuroKeys.AuxiliaryOutputs),
            Activation = settings.Get(NeuroKeys.Activation),
            OutputActivation = settings.Get(NeuroKeys.OutputActivation),
            Loss = settings.Get(NeuroKeys.Loss),
            Optimiser = reduced with { WeightDecay = settings.Get(NeuroKeys.WeightDecay), Orthogonality = settings.Get(NeuroKeys.Orthogonality) },
            Rate = RateOf(settings, settings.Get(NeuroKeys.Rate)),
            ForwardInitialiser = Start(settings),
            BiasInitialiser = spread > 0 ? new Normal(spread) : null,
            FeedbackInitialiser = beside => Feedback(settings, beside),
            LargestCondition = settings.Get(NeuroKeys.LargestCondition),
            TargetStep = settings.Get(NeuroKeys.TargetStep),
            InverseOptimiser = reduced,
            InverseRate = RateOf(settings, settings.Get(NeuroKeys.InverseRate)),
            Corruption = settings.Get(NeuroKeys.Corruption),
            WithoutDifference = !settings.Get(NeuroKeys.Difference),
        };
    }

    /// <summary>Steps from layer to layer.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="longest">The longest delay.</param>
    /// <exception cref="ConfigurationException">They are fewer than the longest delay, so that a layer would act before anything could have come.</exception>
    public static int Hop(Settings settings, int longest)
    {
        var hop = settings.Get(NeuroKeys.Hop);
        if (hop == 0)
        {
            return longest + (settings.Get(NeuroKeys.Schedule) == "live" ? settings.Get(NeuroKeys.Slack) ?? 0 : 0);
        }

        return hop >= longest ? hop : throw Wrong(settings, NeuroKeys.Hop, $"at least {longest} steps, the longest delay of a projection");
    }

    /// <summary>Refuses what acts in layered networks only.</summary>
    /// <exception cref="ConfigurationException">Such a key has a value of its own.</exception>
    public static void RefuseKeys(Settings settings)
    {
        const string Layered = "a layered network (model.kind = bp, fa, dfa, lafs, general, tp, itp, gait or dtp)";
        NetworkConfiguration.OnlyFor(settings, Layered, NeuroKeys.Pipeline, settings.Get(NeuroKeys.Pipeline) != 1);
        NetworkConfiguration.OnlyFor(settings, Layered, NeuroKeys.Reconstruct, settings.Get(NeuroKeys.Reconstruct));
        NetworkConfiguration.OnlyFor(settings, Layered, NeuroKeys.Tower, settings.Get(NeuroKeys.Tower));
        NetworkConfiguration.OnlyFor(settings, Layered, NeuroKeys.Hop, settings.Get(NeuroKeys.Hop) != 0);
        if (settings.Get(NeuroKeys.Loss) == Loss.SoftmaxCrossEntropy)
        {
            throw Wrong(settings, NeuroKeys.Loss, $"mean-squared-error or cross-entropy, or {Layered}");
        }
    }

    /// <summary>What acts in ghost networks only, and would be believed to act here.</summary>
    private static IEnumerable<ConfigurationKey> GhostKeys =>
    [
        NeuroKeys.Noise, NeuroKeys.Sharing, NeuroKeys.ShuffledFeedback, NeuroKeys.Biases, NeuroKeys.Nudging, NeuroKeys.Feedback, NeuroKeys.GhostUnits, NeuroKeys.Ghosts, NeuroKeys.GhostsLearn,
        NeuroKeys.SelfPredicting, NeuroKeys.FeedbackSpread, NeuroKeys.GhostSpread, NeuroKeys.UpperSpread, NeuroKeys.InputRate, NeuroKeys.HiddenRate, NeuroKeys.OutputRate, NeuroKeys.MimicryRate,
        NeuroKeys.CancellationRate, NeuroKeys.TrialCancellationRate, NeuroKeys.Sweep, NeuroKeys.Prediction, NeuroKeys.NudgingTime, NeuroKeys.TimeStep, NeuroKeys.TimeConstant,
        NeuroKeys.ErrorSource,
    ];

    private static void CheckTiming(Settings settings)
    {
        const string Ghosts = "a ghost network (model.kind = ma or mb)";
        NetworkConfiguration.OnlyFor(settings, Ghosts, NeuroKeys.Period, settings.Get(NeuroKeys.Period).Any(period => period != 1));
        NetworkConfiguration.OnlyFor(settings, Ghosts, NeuroKeys.Duty, settings.Get(NeuroKeys.Duty).Any(duty => duty != 1));
        NetworkConfiguration.OnlyFor(settings, Ghosts, NeuroKeys.Threshold, settings.Get(NeuroKeys.Threshold).Any(threshold => threshold != 0));
        foreach (var key in GhostKeys)
        {
            NetworkConfiguration.OnlyFor(settings, Ghosts, key, settings.Find(key).Canonical != key.DefaultText);
        }

        if (settings.Get(NeuroKeys.Schedule) == "live" && settings.Get(NeuroKeys.Slack) is null)
        {
            throw Wrong(settings, NeuroKeys.Slack, $"0 to {LiveSchedule.LargestSlack} steps: a layer acts once on what it reads, and cannot act again on what comes later");
        }

        NetworkConfiguration.OnlyFor(settings, Ghosts, NeuroKeys.TrialBarrier, !settings.Get(NeuroKeys.TrialBarrier));
    }

    private static void Check(Settings settings, LearningRule rule, int outputs)
    {
        if (settings.Get(NeuroKeys.Hidden).Count == 0)
        {
            throw Wrong(settings, NeuroKeys.Hidden, "at least one hidden layer");
        }

        if (settings.Get(NeuroKeys.Pipeline) > 1 && settings.Get(NeuroKeys.SnapshotEvery) > 0)
        {
            throw Wrong(settings, NeuroKeys.SnapshotEvery, "0 with run.pipeline above 1: a snapshot empties the pipeline, which would change the results");
        }

        if (settings.Get(NeuroKeys.Tower) && !(rule == LearningRule.Backprop || Inverts(rule)))
        {
            throw Wrong(settings, NeuroKeys.Tower, "off, or model.kind = tp, itp or gait, or bp to be compared with them");
        }

        CheckWidths(settings, rule, outputs);
        var loss = settings.Get(NeuroKeys.Loss);
        if (loss == Loss.CrossEntropy && settings.Get(NeuroKeys.OutputActivation) != Activation.Sigmoid)
        {
            throw Wrong(settings, NeuroKeys.OutputActivation, "sigmoid with model.loss = cross-entropy");
        }

        if (settings.Get(NeuroKeys.Reconstruct) && (loss == Loss.SoftmaxCrossEntropy || rule is LearningRule.LocalErrors || settings.Get(NeuroKeys.AuxiliaryErrors)))
        {
            throw Wrong(settings, NeuroKeys.Reconstruct, "off with labels that are to be told apart: a softmax, or read-outs of hidden layers");
        }

        if (settings.Get(NeuroKeys.AuxiliaryOutputs) && (loss == Loss.SoftmaxCrossEntropy || settings.Get(NeuroKeys.Reconstruct)))
        {
            throw Wrong(settings, NeuroKeys.AuxiliaryOutputs, "off where all outputs have targets: with a softmax, or where the input is to be found again");
        }

        if (!Inverts(rule))
        {
            return;
        }

        if (loss != Loss.MeanSquaredError)
        {
            throw Wrong(settings, NeuroKeys.Loss, "mean-squared-error, whose target is one of the output's rates");
        }

        foreach (var key in (ConfigurationKey<Activation>[])[NeuroKeys.Activation, NeuroKeys.OutputActivation])
        {
            if (settings.Get(key) is not (Activation.LeakyRelu or Activation.Linear))
            {
                throw Wrong(settings, key, "leaky-relu or linear, which have an inverse for every rate");
            }
        }

        if (settings.Get(NeuroKeys.WeightStart) == Models.WeightStart.Zero)
        {
            throw Wrong(settings, NeuroKeys.WeightStart, "weights that have an inverse");
        }
    }

    private static bool Inverts(LearningRule rule) => rule is LearningRule.TargetPropagation or LearningRule.IncrementalTargetPropagation or LearningRule.Gait;

    private static void CheckWidths(Settings settings, LearningRule rule, int outputs)
    {
        var hidden = settings.Get(NeuroKeys.Hidden);
        if (settings.Get(NeuroKeys.Tower))
        {
            if (hidden.Zip(hidden.Skip(1)).Any(pair => pair.Second > pair.First) || hidden[^1] < outputs)
            {
                throw Wrong(settings, NeuroKeys.Hidden, $"widths that do not grow, and a last one of at least the {outputs} outputs, with model.tower = on");
            }
        }
        else if (Inverts(rule) && hidden.Distinct().Count() > 1)
        {
            throw Wrong(settings, NeuroKeys.Hidden, "layers of one width, whose weights are square and may have an inverse, or model.tower = on");
        }
        else if (Inverts(rule) && hidden[^1] < outputs)
        {
            throw Wrong(settings, NeuroKeys.Hidden, $"at least the {outputs} units that have targets: the output has the width of the last hidden layer");
        }
    }

    private static LearningRule RuleOf(ModelKind kind) => kind switch
    {
        ModelKind.FA => LearningRule.FeedbackAlignment,
        ModelKind.DFA => LearningRule.DirectFeedbackAlignment,
        ModelKind.LAFS => LearningRule.LocalErrors,
        ModelKind.General => LearningRule.General,
        ModelKind.TP => LearningRule.TargetPropagation,
        ModelKind.ITP => LearningRule.IncrementalTargetPropagation,
        ModelKind.Gait => LearningRule.Gait,
        ModelKind.DTP => LearningRule.DifferenceTargetPropagation,
        _ => LearningRule.Backprop,
    };

    private static LearningRate RateOf(Settings settings, double rate) =>
        new(rate, settings.Get(NeuroKeys.Decay), settings.Get(NeuroKeys.Warmup)) { Drops = settings.Get(NeuroKeys.Drops), DropFactor = settings.Get(NeuroKeys.DropFactor) };

    private static Initialiser Start(Settings settings) => settings.Get(NeuroKeys.WeightStart) switch
    {
        Models.WeightStart.Orthogonal => new Orthogonal(settings.Get(NeuroKeys.ForwardSpread)),
        Models.WeightStart.GlorotNormal => new GlorotNormal(settings.Get(NeuroKeys.ForwardSpread)),
        Models.WeightStart.Zero => new Zero(),
        _ => new GlorotUniform(settings.Get(NeuroKeys.ForwardSpread)),
    };

    private static Initialiser Feedback(Settings settings, string? beside)
    {
        var (spread, noise, density) = (settings.Get(NeuroKeys.FixedSpread), settings.Get(NeuroKeys.FeedbackNoise), settings.Get(NeuroKeys.FeedbackDensity));
        return settings.Get(NeuroKeys.FeedbackMatrix) switch
        {
            FeedbackMatrix.Transposed => new CopyOf(Beside(settings, beside), transposed: true),
            FeedbackMatrix.SignSymmetric => new CopyOf(Beside(settings, beside), transposed: true, spread, signsOnly: true),
            FeedbackMatrix.Normal => new FeedbackPattern(PatternBasis.Zero, PatternNoise.Normal, spread, density),
            FeedbackMatrix.B1 => new FeedbackPattern(PatternBasis.Ones, PatternNoise.Normal, noise),
            FeedbackMatrix.B2 => new FeedbackPattern(PatternBasis.Identity, PatternNoise.None, 0),
            FeedbackMatrix.B3 => new FeedbackPattern(PatternBasis.Identity, PatternNoise.Normal, noise),
            FeedbackMatrix.B4 => new FeedbackPattern(PatternBasis.SparseOnes, PatternNoise.None, 0, density),
            FeedbackMatrix.B5 => new FeedbackPattern(PatternBasis.Ones, PatternNoise.Uniform, noise),
            FeedbackMatrix.B6 => new FeedbackPattern(PatternBasis.SparseOnes, PatternNoise.Normal, noise, density),
            FeedbackMatrix.B7 => new FeedbackPattern(PatternBasis.Zero, PatternNoise.Normal, noise),
            _ => new FeedbackPattern(PatternBasis.Zero, PatternNoise.Uniform, spread, density),
        };
    }

    private static string Beside(Settings settings, string? beside) =>
        beside ?? throw Wrong(settings, NeuroKeys.FeedbackMatrix, "a matrix of its own: this feedback runs beside no forward weights that it could be taken from");

    private static ConfigurationException Wrong(Settings settings, ConfigurationKey key, string expected)
    {
        var found = settings.Find(key);
        return ConfigurationException.At(found.Provenance, key.Path.ToString(), found.Text, expected);
    }
}
