using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Units.Initialisation;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as the options of a ghost network.</summary>
internal static class GhostConfiguration
{
    /// <summary>The options.</summary>
    /// <exception cref="ConfigurationException">A key that does not act has a value of its own.</exception>
    public static GhostNetworkOptions Options(Settings settings, int inputs, int outputs)
    {
        LayeredConfiguration.RefuseKeys(settings);
        ModelKeys.RefuseSettling(settings);
        var ma = settings.Get(NeuroKeys.Model) == ModelKind.MA;
        var hidden = settings.Get(NeuroKeys.Hidden);
        var spread = settings.Get(NeuroKeys.GhostSpread);
        var feedback = settings.Get(NeuroKeys.FeedbackSpread);
        return new GhostNetworkOptions
        {
            Model = ma ? GhostModel.MA : GhostModel.MB,
            Feedback = settings.Get(NeuroKeys.Feedback),
            Sharing = settings.Get(NeuroKeys.Sharing),
            Inputs = inputs,
            Hidden = hidden,
            Outputs = outputs,
            GhostUnits = settings.Get(NeuroKeys.GhostUnits),
            Activation = settings.Get(NeuroKeys.Activation),
            Loss = settings.Get(NeuroKeys.Loss),
            Biases = settings.Get(NeuroKeys.Biases),
            Noise = settings.Get(NeuroKeys.Noise),
            TimeConstant = settings.Get(NeuroKeys.TimeConstant),
            TimeStep = settings.Get(NeuroKeys.TimeStep),
            Sweep = settings.Get(NeuroKeys.Sweep),
            PredictionSteps = settings.GetSteps(NeuroKeys.Prediction, NeuroKeys.TimeStep),
            NudgingSteps = settings.GetSteps(NeuroKeys.NudgingTime, NeuroKeys.TimeStep),
            Nudging = settings.Get(NeuroKeys.Nudging),
            ForwardRates = (settings.Get(NeuroKeys.InputRate), settings.Get(NeuroKeys.HiddenRate), settings.Get(NeuroKeys.OutputRate)),
            MimicryRate = settings.Get(NeuroKeys.MimicryRate),
            CancellationRate = settings.Get(NeuroKeys.CancellationRate),
            TrialCancellationRate = settings.Get(NeuroKeys.TrialCancellationRate),
            Decay = settings.Get(NeuroKeys.Decay),
            Warmup = settings.Get(NeuroKeys.Warmup),
            ForwardInitialiser = new GlorotUniform(settings.Get(NeuroKeys.ForwardSpread)),
            UpperInitialiser = new GlorotUniform(settings.Get(NeuroKeys.UpperSpread)),
            GhostInitialiser = ma ? new GlorotUniform(spread) : new Normal((spread / Math.Sqrt(hidden.Count > 0 ? hidden[0] : inputs))),
            GhostsStartAsCopies = settings.Get(NeuroKeys.SelfPredicting),
            FeedbackInitialiser = new Uniform(-feedback, feedback),
            Ghosts = settings.Get(NeuroKeys.Ghosts),
            GhostsLearn = settings.Get(NeuroKeys.GhostsLearn),
            ErrorFromChange = settings.Get(NeuroKeys.ErrorSource) == ErrorSource.Change,
            ShuffledFeedback = settings.Get(NeuroKeys.ShuffledFeedback),
        };
    }
}
