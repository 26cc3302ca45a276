using Neuro.Experiments.Models;
using Neuro.Tests.Models.Microcircuits;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Units.Specification;

/// <summary>Every way in which microcircuits can be described wrongly is refused by the part that is at fault.</summary>
public sealed class MicrocircuitValidatorTests
{
    private static readonly MicrocircuitNetworkOptions Good = MicrocircuitCases.Continuous with { Hidden = [5] };

    private static readonly Dictionary<string, (Func<NetworkSpec> Build, string[] Says)> Faults = new(StringComparer.Ordinal)
    {
        ["no basal gain"] = (() => With<DendriticSpec>("hidden1", p => p with { BasalGain = 0 }), ["population 'hidden1'", "basal gain 0", "above 0"]),
        ["basal gain NaN"] = (() => With<DendriticSpec>("output", p => p with { BasalGain = double.NaN }), ["population 'output'", "NaN", "above 0"]),
        ["gains beyond one"] = (() => With<DendriticSpec>("hidden1", p => p with { BasalGain = 0.7, ApicalGain = 0.4 }), ["population 'hidden1'", "0.7", "0.4", "at most 1"]),
        ["negative apical gain"] = (() => With<DendriticSpec>("hidden1", p => p with { ApicalGain = -0.1 }), ["population 'hidden1'", "-0.1", "at least 0"]),
        ["one potential for all targets"] = (() => With<DendriticSpec>("output", p => p with { TargetLow = 1, TargetHigh = 1 }), ["population 'output'", "1 and 1", "differ"]),
        ["target NaN"] = (() => With<DendriticSpec>("output", p => p with { TargetHigh = double.NaN }), ["population 'output'", "NaN", "finite"]),
        ["gain of interneurons"] = (() => With<InterneuronSpec>("inter1", p => p with { BasalGain = 1.2 }), ["population 'inter1'", "1.2", "at most 1"]),
        ["negative teaching"] = (() => With<InterneuronSpec>("inter1", p => p with { Teaching = -1 }), ["population 'inter1'", "-1", "at least 0"]),
        ["teaching that diverges"] = (() => With<InterneuronSpec>("inter1", p => p with { Teaching = 100 }), ["population 'inter1'", "strength 100", "below 2"]),
        ["nudging that diverges"] = (() => Phase(p => p with { Nudging = p.Nudging * 100 }), ["population 'output'", "phase 'teaching'", "below 2"]),
        ["apical projection onto interneurons"] = (() => Projection("inter1-hidden1", p => p with { Source = "output", Target = "inter1", Rules = [] }), ["projection 'inter1-hidden1'", "Cancel", "population 'inter1'", "dendrites"]),
        ["interneurons taught by a clamped population"] = (() => Projection("output-inter1-teach", p => p with { Source = "target" }), ["projection 'output-inter1-teach'", "population 'target'", "with a state"]),
        ["dendritic rule on an apical dendrite of a ghost"] = (() => Ghost(new DendriticRule("prediction")), ["projection 'input-ghost'", "dendritic rule", "population 'ghost'"]),
        ["mimicry of interneurons"] = (() => Projection("hidden1-inter1", p => p with { Rules = [new MimicryRule("prediction")] }), ["projection 'hidden1-inter1'", "mimicry", "ghosts"]),
        ["error slope of dendrites"] = (() => Projection("input-hidden1", p => p with { Rules = [new ErrorSlopeRule("prediction")] }), ["projection 'input-hidden1'", "error", "pyramidal"]),
        ["induction shorter than a step"] = (() => Rules(rule => rule with { InductionTime = 0.05 }), ["projection 'input-hidden1'", "induction time 0.05 ms", "0.1 ms"]),
        ["negative induction"] = (() => Rules(rule => rule with { InductionTime = -1 }), ["projection 'input-hidden1'", "induction time -1 ms"]),
        ["induction NaN"] = (() => Rules(rule => rule with { InductionTime = double.NaN }), ["projection 'input-hidden1'", "NaN", "finite"]),
        ["induction of what is gathered"] = (() => Rules(rule => rule with { InductionTime = 3, Gathering = Gathering.Pairs }), ["projection 'input-hidden1'", "DendriticRule", "at once"]),
        ["two times of induction"] = (
            () => Projection("input-hidden1", p => p with { Rules = [.. p.Rules.Select((rule, i) => rule with { InductionTime = 1 + i })] }), ["projection 'input-hidden1'", "'prediction'", "'teaching'", "one for all"]),
        ["no basal conductance"] = (() => MicrocircuitNetwork.Build(Good with { Basal = 0 }), ["microcircuits", "basal conductance 0", "above 0"]),
        ["no conductance of interneurons"] = (() => MicrocircuitNetwork.Build(Good with { Dendritic = 0 }), ["microcircuits", "interneuron dendrite conductance 0", "above 0"]),
        ["negative leak"] = (() => MicrocircuitNetwork.Build(Good with { Leak = -1 }), ["microcircuits", "leak conductance -1", "at least 0"]),
        ["apical conductance NaN"] = (() => MicrocircuitNetwork.Build(Good with { Apical = double.NaN }), ["microcircuits", "apical conductance NaN"]),
        ["endless somatic conductance"] = (() => MicrocircuitNetwork.Build(Good with { Somatic = double.PositiveInfinity }), ["microcircuits", "somatic conductance", "finite"]),
        ["division by nothing"] = (() => MicrocircuitNetwork.Build(Good with { Apical = 0, DividesRates = true }), ["microcircuits", "apical conductance 0", "divide rates"]),
        ["noise in the simplified form"] = (() => MicrocircuitNetwork.Build(MicrocircuitCases.Simplified with { Noise = 0.1 }), ["microcircuits", "noise 0.1", "continuous time"]),
        ["induction in the simplified form"] = (() => MicrocircuitNetwork.Build(MicrocircuitCases.Simplified with { InductionTime = 30 }), ["microcircuits", "induction time 30", "continuous time"]),
        ["no rates"] = (() => MicrocircuitNetwork.Build(Good with { InterneuronRates = [] }), ["microcircuits", "no interneuron rates"]),
        ["no steps"] = (() => MicrocircuitNetwork.Build(Good with { PredictionSteps = 0 }), ["phase 'prediction'", "0 steps"]),
        ["a step longer than all time constants"] = (() => MicrocircuitNetwork.Build(Good with { TimeStep = 1 }), ["population 'hidden1'", "time constant", "dt / tau <= 1"]),
    };

    public static TheoryData<string> Names() => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses(string fault)
    {
        var (build, says) = Faults[fault];
        var message = Assert.Throws<SpecificationException>(build).Message;
        Assert.All(says, words => Assert.Contains(words, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Accepts_what_is_right() => Assert.Equal("microcircuit", MicrocircuitNetwork.Build(Good).Name);

    private static NetworkSpec With<T>(string population, Func<T, T> change)
        where T : DynamicSpec => Change(spec => new(spec.Name, spec.TimeStep, spec.Populations.Select(p => p.Name == population ? change((T)p) : p), spec.Projections, spec.Phases));

    private static NetworkSpec Projection(string name, Func<ProjectionSpec, ProjectionSpec> change) =>
        Change(spec => new(spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => p.Name == name ? change(p) : p), spec.Phases));

    private static NetworkSpec Rules(Func<PlasticityRule, PlasticityRule> change) =>
        Change(spec => new(spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => p with { Rules = [.. p.Rules.Select(change)] }), spec.Phases));

    private static NetworkSpec Phase(Func<PhaseSpec, PhaseSpec> change) =>
        Change(spec => new(spec.Name, spec.TimeStep, spec.Populations, spec.Projections, spec.Phases.Select(change)));

    private static NetworkSpec Ghost(PlasticityRule rule) => Change(spec => new(
        spec.Name,
        spec.TimeStep,
        [.. spec.Populations, new GhostSpec("ghost", 4, Neuro.Units.Activations.Activation.Sigmoid, 1)],
        [.. spec.Projections, new ProjectionSpec("input-ghost", "input", "ghost", Port.Basal) { Initialiser = new Neuro.Units.Initialisation.Zero(), Rules = [rule] }],
        spec.Phases));

    private static NetworkSpec Change(Func<NetworkSpec, NetworkSpec> change) => change(MicrocircuitNetwork.Build(Good));
}
