using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as a network and the way to run it.</summary>
internal static class GhostConfiguration
{
    public static NetworkSpec Network(Settings settings, int inputs, int outputs) => WithDelay(GhostNetwork.Build(Options(settings, inputs, outputs)), settings.Get(NeuroKeys.Delay));

    public static ExecutionOptions Execution(Settings settings) => new()
    {
        KeepCurrents = settings.Get(NeuroKeys.KeepCurrents),
        DeferPlasticity = settings.Get(NeuroKeys.DeferPlasticity),
        SkipZeros = settings.Get(NeuroKeys.SkipZeros),
    };

    private static GhostNetworkOptions Options(Settings settings, int inputs, int outputs)
    {
        var ma = settings.Get(NeuroKeys.Model) == GhostModel.MA;
        var hidden = settings.Get(NeuroKeys.Hidden);
        var spread = settings.Get(NeuroKeys.GhostSpread);
        var feedback = settings.Get(NeuroKeys.FeedbackSpread);
        return new GhostNetworkOptions
        {
            Model = settings.Get(NeuroKeys.Model),
            Feedback = settings.Get(NeuroKeys.Feedback),
            Inputs = inputs,
            Hidden = hidden,
            Outputs = outputs,
            GhostUnits = settings.Get(NeuroKeys.GhostUnits),
            Activation = settings.Get(NeuroKeys.Activation),
            Loss = settings.Get(NeuroKeys.Loss),
            Biases = settings.Get(NeuroKeys.Biases),
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
            ShuffledFeedback = settings.Get(NeuroKeys.ShuffledFeedback),
        };
    }

    private static NetworkSpec WithDelay(NetworkSpec spec, int delay) => delay == 1
        ? spec
        : new NetworkSpec(
            spec.Name,
            spec.TimeStep,
            spec.Populations,
            spec.Projections.Select(p => spec.Population(p.Source) is ClampedSpec ? p : p with { Delay = delay }),
            spec.Phases);
}
