using Neuro.Experiments.Models;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime;

/// <summary>Small ghost networks with short phases.</summary>
internal static class Networks
{
    /// <summary>6-5-4-3: two hidden layers, so that a population has neighbours on both sides.</summary>
    public static NetworkSpec Tiny(GhostModel model = GhostModel.MA, FeedbackKind feedback = FeedbackKind.Transpose) =>
        Ghost([5, 4], model, feedback, inputs: 6, outputs: 3, prediction: 3, nudging: 2);

    public static NetworkSpec Ghost(
        IReadOnlyList<int> hidden,
        GhostModel model = GhostModel.MA,
        FeedbackKind feedback = FeedbackKind.Transpose,
        int inputs = 11,
        int outputs = 4,
        int prediction = 6,
        int nudging = 5) => GhostNetwork.Build(new GhostNetworkOptions
        {
            Model = model,
            Feedback = feedback,
            Inputs = inputs,
            Hidden = hidden,
            Outputs = outputs,
            GhostUnits = 7,
            PredictionSteps = prediction,
            NudgingSteps = nudging,
            Decay = 0.9,
        });

    /// <summary>The same network with other delays.</summary>
    /// <param name="delay">Delay of a projection by its index.</param>
    public static NetworkSpec WithDelays(NetworkSpec spec, Func<int, int> delay) => new(
        spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select((p, i) => p with { Delay = delay(i) }), spec.Phases);

    /// <summary>The same network with other populations.</summary>
    /// <param name="change">Changes a population with a state, given its index.</param>
    public static NetworkSpec WithPopulations(NetworkSpec spec, Func<DynamicSpec, int, DynamicSpec> change) => new(
        spec.Name, spec.TimeStep, spec.Populations.Select((p, i) => p is DynamicSpec dynamic ? change(dynamic, i) : p), spec.Projections, spec.Phases);

    /// <summary>The same network in which no feedback weights are mirrored: they are read where they stand.</summary>
    public static NetworkSpec WithSharing(NetworkSpec spec) => new(
        spec.Name,
        spec.TimeStep,
        spec.Populations,
        spec.Projections.Select(p => p.Rules.OfType<MirrorRule>().FirstOrDefault() is { } mirror
            ? new ProjectionSpec(p.Name, p.Source, p.Target, p.Port) { Delay = p.Delay, SharesTransposeOf = mirror.Forward }
            : p),
        spec.Phases);

    /// <summary>The phases up to the read-out, as an evaluation runs them.</summary>
    public static NetworkSpec UpToReadOut(NetworkSpec spec) =>
        spec.WithPhases(spec.Phases.Take(spec.Phases.ToList().FindIndex(p => p.ReadOut) + 1));
}
