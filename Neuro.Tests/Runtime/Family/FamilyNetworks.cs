using Neuro.Experiments.Models;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Family;

/// <summary>Small networks of every kind that settles or streams, with short phases.</summary>
internal static class FamilyNetworks
{
    /// <summary>Names of all of them.</summary>
    public static TheoryData<string> Names => [.. Makers.Keys];

    private static Dictionary<string, Func<int[], int, NetworkSpec>> Makers { get; } = new(StringComparer.Ordinal)
    {
        ["eqprop"] = (hidden, outputs) => EnergyNetwork.Build(Energy(hidden, outputs)),
        ["eqprop, alternate"] = (hidden, outputs) => EnergyNetwork.Build(Energy(hidden, outputs) with { Alternate = true }),
        ["eqprop, centred"] = (hidden, outputs) => EnergyNetwork.Build(Energy(hidden, outputs) with { Centred = true, RandomSign = false, Activation = Activation.Sigmoid, Particles = false }),
        ["vector field"] = (hidden, outputs) => EnergyNetwork.Build(Energy(hidden, outputs) with { Tied = false }),
        ["vector field, fixed point"] = (hidden, outputs) => EnergyNetwork.Build(Energy(hidden, outputs) with { Tied = false, Form = ChangeForm.FixedPoint, Centred = true, Alternate = true }),
        ["predictive"] = (hidden, outputs) => PredictiveNetwork.Build(Predictive(hidden, outputs)),
        ["predictive, nudged"] = (hidden, outputs) => PredictiveNetwork.Build(Predictive(hidden, outputs) with { Clamped = false, Nudging = 0.5, Variances = [1, 2], Optimiser = new Optimiser() }),
        ["predictive, frozen"] = (hidden, outputs) => PredictiveNetwork.Build(Predictive(hidden, outputs) with { Frozen = true }),
        ["least action"] = (hidden, outputs) => PredictiveNetwork.Build(Predictive(hidden, outputs) with { Continuous = true, LookAhead = 0.5, Nudging = 0.2, Optimiser = new Optimiser(), Rates = [0.01] }),
    };

    /// <summary>One of them with two hidden layers, so that a population has neighbours on both sides.</summary>
    public static NetworkSpec Of(string name) => Makers[name]([9, 8], 4);

    /// <summary>One of them with layers of five, four and two panels.</summary>
    public static NetworkSpec Wide(string name) => Makers[name]([150, 100], 40);

    private static EnergyNetworkOptions Energy(int[] hidden, int outputs) => new()
    {
        Inputs = 11,
        Hidden = hidden,
        Outputs = outputs,
        FreeSteps = 5,
        NudgedSteps = 3,
        Rates = [0.2, 0.1, 0.05],
        Decay = 0.9,
        Noise = 0.001,
    };

    private static PredictiveNetworkOptions Predictive(int[] hidden, int outputs) => new()
    {
        Inputs = 11,
        Hidden = hidden,
        Outputs = outputs,
        Steps = 4,
        ForwardInitialiser = new GlorotUniform(1),
        Rates = [0.02, 0.01],
        Decay = 0.9,
        Optimiser = new Optimiser { Kind = OptimiserKind.Adam },
    };
}
