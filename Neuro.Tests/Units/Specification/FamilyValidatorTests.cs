using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Units.Specification;

/// <summary>What networks that settle, and those of values and error units, must not be like: each refusal names the part, what was found and what was expected.</summary>
public sealed class FamilyValidatorTests
{
    [Fact]
    public void Both_are_accepted_as_they_are()
    {
        Hopfield();
        Values();
    }

    [Fact]
    public void Turns()
    {
        Refused("turn 2 of 2", () => Hopfield(hidden: h => h with { Turns = 2, Turn = 2 }));
        Refused("turn 0 of 0", () => Hopfield(hidden: h => h with { Turns = 0 }));
    }

    [Fact]
    public void Stored_and_kept_states()
    {
        Refused("at the end of phase 'rest', expected one of", () => Hopfield(hidden: h => h with { Particles = "rest" }));
        Refused("expected one of both", () => Hopfield(hidden: h => h with { Particles = "free", KeepsState = true }));
    }

    [Fact]
    public void Phases_that_go_back()
    {
        Refused("goes back in 2 steps", () => Hopfield(more: new PhaseSpec("back", 2) { Recall = "free" }));
        Refused("end of phase 'later', expected one step and a phase before it", () => Hopfield(more: new PhaseSpec("back", 1) { Recall = "later" }));
        Refused("end of phase 'back'", () => Hopfield(more: new PhaseSpec("back", 1) { Recall = "back" }));
    }

    [Fact]
    public void Trials_that_no_memory_holds()
    {
        Refused("1000003 steps per trial, expected at most 1000000", () => Hopfield(more: new PhaseSpec("long", 1_000_000)));

        // Steps and samples together: 200,000 x 100 rows of what moved.
        var network = Hopfield(rules: [new StateChangeRule("long") { Gathering = Gathering.Pairs }], more: new PhaseSpec("long", 200_000));
        var refused = Assert.Throws<SpecificationException>(() => PopulationFactory.Build(network, 100, WeightStore.Create(network, 1), new ExecutionOptions()));
        Assert.Contains("gathers at 200000 steps of a trial of 100 samples", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_gather()
    {
        Refused("that changes weights at once, with an optimiser or the sign of a trial", () => Hopfield(rules: [new HebbianRule("free") { FollowsSign = true }]));
        Refused("that changes weights at once, with an optimiser or the sign of a trial", () => Hopfield(rules: [new HebbianRule("free") { Optimiser = new Optimiser { Kind = OptimiserKind.Adam } }]));
        Refused("that gather in two ways", () => Hopfield(rules: [new HebbianRule("free") { Gathering = Gathering.Pairs }, new HebbianRule("nudged")]));
        Refused("that gather in two ways", () => Hopfield(rules:
        [
            new HebbianRule("free") { Gathering = Gathering.Pairs, Rate = new LearningRate(1) }, new HebbianRule("nudged") { Gathering = Gathering.Pairs, Rate = new LearningRate(2) },
        ]));
        Refused("momentum 2", () => Hopfield(rules: [new HebbianRule("free") { Gathering = Gathering.Pairs, Optimiser = new Optimiser { Momentum = 2 } }]));
    }

    [Fact]
    public void Rules_on_errors_that_there_are_none_of() =>
        Refused("driven by the error", () => Hopfield(rules: [new ErrorSlopeRule("free")]));

    [Fact]
    public void Values_and_error_units()
    {
        Refused("variance 0", () => Values(errors: e => e with { Variance = 0 }));
        Refused("smoothing of 1.5", () => Values(values: v => v with { LookAhead = 1.5 }));
        Refused("has 0 populations that predict it", () => Values(leaveOut: "error-value"));
        Refused("compares 0 populations", () => Values(leaveOut: "value-error"));
        Refused("has no basal input", () => Values(leaveOut: "input-error"));
        Refused("which sees its input through its error units", () => Values(more: new ProjectionSpec("extra", "input", "value", Port.Basal) { Initialiser = new Zero() }));
        Refused("expected values and their error units", () => Values(leaveOut: "error-value", more: new ProjectionSpec("extra", "value", "value", Port.Prediction)));
        Refused("expected a population of values", () => Values(leaveOut: "value-error", more: new ProjectionSpec("extra", "error", "error", Port.Teach)));
        Refused("one to one from 3 units to 2", () => Values(errors: e => e with { Units = 2 }));
    }

    private static void Refused(string words, Func<NetworkSpec> build) =>
        Assert.Contains(words, Assert.Throws<SpecificationException>(() => { build(); }).Message, StringComparison.Ordinal);

    private static NetworkSpec Hopfield(Func<HopfieldSpec, HopfieldSpec>? hidden = null, IReadOnlyList<PlasticityRule>? rules = null, PhaseSpec? more = null)
    {
        var layer = new HopfieldSpec("hidden", 3, Activation.HardSigmoid, 10);
        return new NetworkSpec(
            "net",
            5,
            [new ClampedSpec("input", 4, TrialContent.Input), hidden?.Invoke(layer) ?? layer],
            [new ProjectionSpec("input-hidden", "input", "hidden", Port.Basal) { Initialiser = new Zero(), Rules = rules ?? [] }],
            [new PhaseSpec("free", 2) { ReadOut = true }, new PhaseSpec("nudged", 1), .. more is null ? (PhaseSpec[])[] : [more]]);
    }

    private static NetworkSpec Values(Func<ValueSpec, ValueSpec>? values = null, Func<ErrorSpec, ErrorSpec>? errors = null, string? leaveOut = null, ProjectionSpec? more = null)
    {
        var (value, error) = (new ValueSpec("value", 3, Activation.Sigmoid, 10), new ErrorSpec("error", 3, 10));
        ProjectionSpec[] projections =
        [
            new("input-error", "input", "error", Port.Basal) { Initialiser = new Zero() }, new("value-error", "value", "error", Port.Teach), new("error-value", "error", "value", Port.Prediction),
        ];
        return new NetworkSpec(
            "net",
            5,
            [new ClampedSpec("input", 4, TrialContent.Input), values?.Invoke(value) ?? value, errors?.Invoke(error) ?? error],
            [.. projections.Where(p => p.Name != leaveOut), .. more is null ? (ProjectionSpec[])[] : [more]],
            [new PhaseSpec("sweep", 2) { ReadOut = true }]);
    }
}
