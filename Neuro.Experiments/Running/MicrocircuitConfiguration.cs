using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Units.Initialisation;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as the options of a network of microcircuits.</summary>
internal static class MicrocircuitConfiguration
{
    private static MicrocircuitKeys Keys => NeuroKeys.Microcircuit;

    /// <summary>The options.</summary>
    /// <exception cref="ConfigurationException">A value does not fit microcircuits.</exception>
    public static MicrocircuitNetworkOptions Options(Settings settings, int inputs, int outputs)
    {
        ModelKeys.RefuseOthers(settings, [NeuroKeys.Hidden, NeuroKeys.Activation, NeuroKeys.Biases, NeuroKeys.TimeStep, NeuroKeys.Decay, .. Keys.All]);
        var simplified = settings.Get(Keys.Form) == MicrocircuitForm.Simplified;
        Check(settings, simplified);
        var targets = settings.Get(Keys.Targets);
        return new MicrocircuitNetworkOptions
        {
            Simplified = simplified,
            Inputs = inputs,
            Hidden = settings.Get(NeuroKeys.Hidden),
            Outputs = outputs,
            Activation = settings.Get(NeuroKeys.Activation),
            Biases = settings.Get(NeuroKeys.Biases),
            Leak = settings.Get(Keys.Leak),
            Basal = settings.Get(Keys.Basal),
            Dendritic = settings.Get(Keys.Dendritic),
            Apical = settings.Get(Keys.Apical),
            Somatic = settings.Get(Keys.Somatic),
            TimeStep = settings.Get(NeuroKeys.TimeStep),
            PredictionSteps = simplified ? 1 : settings.GetSteps(Keys.Prediction, NeuroKeys.TimeStep),
            TeachingSteps = settings.GetSteps(Keys.Teaching, NeuroKeys.TimeStep),
            TeachingRatio = settings.Get(Keys.TeachingRatio),
            KeepsState = settings.Get(Keys.KeepsState),
            Targets = (targets[0], targets[1]),
            Noise = settings.Get(Keys.Noise),
            InductionTime = settings.Get(Keys.Induction),
            ForwardRates = settings.Get(Keys.ForwardRates),
            InterneuronRates = settings.Get(Keys.InterneuronRates),
            CancellationRates = settings.Get(Keys.CancellationRates),
            DividesRates = settings.Get(Keys.DividesRates),
            Decay = settings.Get(NeuroKeys.Decay),
            ForwardInitialiser = Spread(settings, Keys.ForwardSpread),
            FeedbackInitialiser = Spread(settings, Keys.FeedbackSpread),
            InterneuronInitialiser = Spread(settings, Keys.InterneuronSpread),
            TransposedFeedback = settings.Get(Keys.Transposed),
            SelfPredicting = settings.Get(Keys.SelfPredicting),
            Interneurons = settings.Get(Keys.Interneurons),
        };
    }

    /// <summary>Refuses keys of microcircuits under another model.</summary>
    /// <exception cref="ConfigurationException">One is set.</exception>
    public static void RefuseKeys(Settings settings)
    {
        foreach (var key in Keys.All)
        {
            NetworkConfiguration.OnlyFor(settings, "model.kind = microcircuit", key, settings.Find(key).Canonical != key.DefaultText);
        }
    }

    private static void Check(Settings settings, bool simplified)
    {
        const string Continuous = "microcircuit.form = continuous";
        NetworkConfiguration.OnlyFor(settings, Continuous, Keys.Noise, simplified && settings.Get(Keys.Noise) != 0);
        NetworkConfiguration.OnlyFor(settings, Continuous, Keys.Induction, simplified && settings.Get(Keys.Induction) != 0);
        NetworkConfiguration.OnlyFor(settings, "microcircuit.form = simplified", Keys.TeachingRatio, !simplified && settings.Get(Keys.TeachingRatio) != Keys.TeachingRatio.Default);
        if (settings.Get(Keys.Targets) is var targets && targets[0] == targets[1])
        {
            throw ModelKeys.Wrong(settings, Keys.Targets, "two potentials that differ");
        }

        if (simplified && settings.GetSteps(Keys.Teaching, NeuroKeys.TimeStep) == 0)
        {
            throw ModelKeys.Wrong(settings, Keys.Teaching, "at least 1 step, or microcircuit.form = continuous");
        }
    }

    private static Uniform Spread(Settings settings, ConfigurationKey<double> key) => new(-settings.Get(key), settings.Get(key));
}
