using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Units.Initialisation;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as the options of a network that settles.</summary>
internal static class EnergyConfiguration
{
    /// <summary>The options.</summary>
    /// <exception cref="ConfigurationException">A value does not fit such a network, or a key that does not act has a value of its own.</exception>
    public static EnergyNetworkOptions Options(Settings settings, int inputs, int outputs)
    {
        var tied = settings.Get(NeuroKeys.Model) == ModelKind.Eqprop;
        ModelKeys.RefuseOthers(settings, [.. Acting, .. tied ? [] : Untied]);
        Check(settings);
        return new EnergyNetworkOptions
        {
            Tied = tied,
            Inputs = inputs,
            Hidden = settings.Get(NeuroKeys.Hidden),
            Outputs = outputs,
            Activation = settings.Get(NeuroKeys.Activation),
            TimeConstant = settings.Get(NeuroKeys.TimeConstant),
            TimeStep = settings.Get(NeuroKeys.TimeStep),
            FreeSteps = settings.GetSteps(NeuroKeys.Prediction, NeuroKeys.TimeStep),
            NudgedSteps = settings.GetSteps(NeuroKeys.NudgingTime, NeuroKeys.TimeStep),
            Nudging = settings.Get(NeuroKeys.Nudging),
            RandomSign = settings.Get(NeuroKeys.RandomSign),
            Centred = settings.Get(NeuroKeys.Centred),
            Alternate = settings.Get(NeuroKeys.Update) == UpdateOrder.Alternate,
            Particles = settings.Get(NeuroKeys.Particles),
            Form = settings.Get(NeuroKeys.Change),
            Rates = settings.Get(NeuroKeys.Rates),
            Decay = settings.Get(NeuroKeys.Decay),
            ForwardInitialiser = new GlorotUniform(settings.Get(NeuroKeys.ForwardSpread)),
            BackwardInitialiser = new GlorotUniform(settings.Get(NeuroKeys.BackwardSpread)),
            Biases = settings.Get(NeuroKeys.Biases),
            Noise = settings.Get(NeuroKeys.Noise),
        };
    }

    private static IReadOnlyList<ConfigurationKey> Acting =>
    [
        NeuroKeys.Hidden, NeuroKeys.Activation, NeuroKeys.TimeConstant, NeuroKeys.TimeStep, NeuroKeys.Prediction, NeuroKeys.ExaminationFactor, NeuroKeys.NudgingTime, NeuroKeys.Nudging, NeuroKeys.RandomSign, NeuroKeys.Centred,
        NeuroKeys.Update, NeuroKeys.Particles, NeuroKeys.Rates, NeuroKeys.Decay, NeuroKeys.ForwardSpread, NeuroKeys.Biases, NeuroKeys.Noise, NeuroKeys.LargestSpeed,
    ];

    private static IReadOnlyList<ConfigurationKey> Untied => [NeuroKeys.Change, NeuroKeys.BackwardSpread];

    private static void Check(Settings settings)
    {
        if (settings.Get(NeuroKeys.Hidden).Count == 0)
        {
            throw ModelKeys.Wrong(settings, NeuroKeys.Hidden, "at least one hidden layer");
        }

        if (settings.Get(NeuroKeys.Nudging) == 0)
        {
            throw ModelKeys.Wrong(settings, NeuroKeys.Nudging, "above 0: the network learns from what nudging changes");
        }
    }
}
