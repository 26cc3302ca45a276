using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as the options of a network of values and error units.</summary>
internal static class PredictiveConfiguration
{
    /// <summary>The options.</summary>
    /// <exception cref="ConfigurationException">A value does not fit such a network, or a key that does not act has a value of its own.</exception>
    public static PredictiveNetworkOptions Options(Settings settings, int inputs, int outputs)
    {
        var continuous = settings.Get(NeuroKeys.Model) == ModelKind.LeastAction;
        var nudged = continuous || !settings.Get(NeuroKeys.Clamped);
        ModelKeys.RefuseOthers(settings, [.. Acting, .. continuous ? Continuous : Phased, .. nudged ? Nudged : []]);
        if (nudged && !continuous && settings.Get(NeuroKeys.Nudging) == 0)
        {
            throw ModelKeys.Wrong(settings, NeuroKeys.Nudging, "above 0, or model.clamped = on: the network learns from what nudging changes");
        }

        ModelKeys.CheckLayers(settings, NeuroKeys.Variances, settings.Get(NeuroKeys.Hidden).Count + 1);
        return new PredictiveNetworkOptions
        {
            Continuous = continuous,
            Inputs = inputs,
            Hidden = settings.Get(NeuroKeys.Hidden),
            Outputs = outputs,
            Activation = settings.Get(NeuroKeys.Activation),
            TimeConstant = settings.Get(NeuroKeys.TimeConstant),
            TimeStep = settings.Get(NeuroKeys.TimeStep),
            Steps = settings.GetSteps(NeuroKeys.NudgingTime, NeuroKeys.TimeStep),
            Nudging = settings.Get(NeuroKeys.Nudging),
            Clamped = !nudged,
            Frozen = settings.Get(NeuroKeys.Frozen),
            LookAhead = settings.Get(NeuroKeys.LookAhead),
            Variances = settings.Get(NeuroKeys.Variances),
            Rates = Rates(settings, nudged && !continuous),
            Decay = settings.Get(NeuroKeys.Decay),
            Optimiser = continuous ? new Optimiser() : Optimiser(settings),
            ForwardInitialiser = new GlorotUniform(settings.Get(NeuroKeys.ForwardSpread)),
            Biases = settings.Get(NeuroKeys.Biases),
            Noise = settings.Get(NeuroKeys.Noise),
        };
    }

    private static IReadOnlyList<ConfigurationKey> Acting =>
    [
        NeuroKeys.Hidden, NeuroKeys.Activation, NeuroKeys.TimeConstant, NeuroKeys.TimeStep, NeuroKeys.NudgingTime, NeuroKeys.Rates, NeuroKeys.Decay, NeuroKeys.ForwardSpread, NeuroKeys.Biases,
        NeuroKeys.Noise, NeuroKeys.LargestSpeed,
    ];

    private static IReadOnlyList<ConfigurationKey> Phased =>
    [
        NeuroKeys.Clamped, NeuroKeys.Frozen, NeuroKeys.Variances, NeuroKeys.OptimiserKind, NeuroKeys.Momentum, NeuroKeys.SquareDecay, NeuroKeys.Epsilon, NeuroKeys.BiasCorrection,
    ];

    private static IReadOnlyList<ConfigurationKey> Continuous => [NeuroKeys.LookAhead, NeuroKeys.ExaminationFactor];

    private static IReadOnlyList<ConfigurationKey> Nudged => [NeuroKeys.Nudging];

    /// <summary>Errors grow with beta and shrink with the variance of the output; neither is to change how much is learned. Optimisers that divide by the size of gradients see to that themselves.</summary>
    private static IReadOnlyList<double> Rates(Settings settings, bool nudged)
    {
        var variances = settings.Get(NeuroKeys.Variances);
        var isLinear = settings.Get(NeuroKeys.OptimiserKind) is OptimiserKind.Sgd or OptimiserKind.Momentum;
        var factor = isLinear ? variances[Math.Min(settings.Get(NeuroKeys.Hidden).Count, variances.Count - 1)] / (nudged ? settings.Get(NeuroKeys.Nudging) : 1) : 1;
        return [.. settings.Get(NeuroKeys.Rates).Select(rate => rate * factor)];
    }

    private static Optimiser Optimiser(Settings settings) => new()
    {
        Kind = settings.Get(NeuroKeys.OptimiserKind),
        Momentum = settings.Get(NeuroKeys.Momentum),
        SquareDecay = settings.Get(NeuroKeys.SquareDecay),
        Epsilon = settings.Get(NeuroKeys.Epsilon),
        BiasCorrection = settings.Get(NeuroKeys.BiasCorrection),
    };
}
