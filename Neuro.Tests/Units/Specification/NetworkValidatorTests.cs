using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Units.Specification;

/// <summary>Every way in which a description can be wrong is refused, and the message names the part, what was given and what was expected.</summary>
public sealed class NetworkValidatorTests
{
    private static readonly Dictionary<string, Fault> Faults = new(StringComparer.Ordinal)
    {
        ["no time step"] = new(s => s.TimeStep = 0, "network 'net'", "time step 0 ms", "above 0"),
        ["negative time step"] = new(s => s.TimeStep = -1, "network 'net'", "time step -1 ms", "above 0"),
        ["time step NaN"] = new(s => s.TimeStep = double.NaN, "network 'net'", "NaN", "finite"),
        ["endless time step"] = new(s => s.TimeStep = double.PositiveInfinity, "network 'net'", "time step", "finite"),
        ["two populations of one name"] = new(s => s.Populations.Add(new ClampedSpec("input", 1, TrialContent.Input)), "population 'input'", "twice", "unique"),
        ["two projections of one name"] = new(s => s.Add(s.Projections[0]), "projection 'in-h'", "twice", "unique"),
        ["two phases of one name"] = new(s => s.Phases.Add(s.Phases[1]), "phase 'nudging'", "twice", "unique"),
        ["no populations"] = new(s => s.Populations.Clear(), "network 'net'", "no population", "at least one"),
        ["no projections"] = new(s => s.Projections.Clear(), "network 'net'", "no projection", "at least one"),
        ["no phases"] = new(s => s.Phases.Clear(), "network 'net'", "no phase", "at least one"),
        ["phase without steps"] = new(s => s.Retime("nudging", p => p with { Steps = 0 }), "phase 'nudging'", "0 steps", "at least 1"),
        ["nudging NaN"] = new(s => s.Retime("nudging", p => p with { Nudging = double.NaN }), "phase 'nudging'", "NaN", "finite"),
        ["phase ratio 0"] = new(s => s.Retime("nudging", p => p with { StepRatio = 0 }), "phase 'nudging'", "dt / tau 0", "above 0"),
        ["phase ratio above 1"] = new(s => s.Retime("nudging", p => p with { StepRatio = 1.5 }), "phase 'nudging'", "1.5", "at most 1"),
        ["phase ratio NaN"] = new(s => s.Retime("nudging", p => p with { StepRatio = double.NaN }), "phase 'nudging'", "NaN", "at most 1"),
        ["nothing read out"] = new(s => s.Retime("prediction", p => p with { ReadOut = false }), "network 'net'", "0 phases", "exactly one"),
        ["two read out"] = new(s => s.Retime("nudging", p => p with { ReadOut = true }), "network 'net'", "2 phases", "exactly one"),
        ["no name"] = new(s => s.Replace("input", p => p with { Name = " " }), "population", "no name", "expected one"),
        ["no units"] = new(s => s.Replace("input", p => p with { Units = 0 }), "population 'input'", "0 units", "1 .. 65535"),
        ["too many units"] = new(s => s.Replace("input", p => p with { Units = 65536 }), "population 'input'", "65536 units", "1 .. 65535"),
        ["no time constant"] = new(s => s.Replace("hidden", p => (DynamicSpec)p with { TimeConstant = 0 }), "population 'hidden'", "time constant 0", "above 0"),
        ["time constant NaN"] = new(s => s.Replace("ghost", p => (DynamicSpec)p with { TimeConstant = double.NaN }), "population 'ghost'", "NaN", "finite"),
        ["endless time constant"] = new(
            s => s.Replace("ghost", p => (DynamicSpec)p with { TimeConstant = double.PositiveInfinity }), "population 'ghost'", "time constant", "finite"),
        ["negative noise"] = new(s => s.Replace("hidden", p => (DynamicSpec)p with { Noise = -0.1 }), "population 'hidden'", "noise -0.1", "at least 0"),
        ["noise NaN"] = new(s => s.Replace("ghost", p => (DynamicSpec)p with { Noise = double.NaN }), "population 'ghost'", "noise NaN", "finite"),
        ["endless noise"] = new(s => s.Replace("ghost", p => (DynamicSpec)p with { Noise = double.PositiveInfinity }), "population 'ghost'", "noise", "finite"),
        ["negative threshold"] = new(s => s.Replace("hidden", p => (DynamicSpec)p with { Threshold = -0.1 }), "population 'hidden'", "threshold -0.1", "at least 0"),
        ["threshold NaN"] = new(s => s.Replace("ghost", p => (DynamicSpec)p with { Threshold = double.NaN }), "population 'ghost'", "threshold NaN", "finite"),
        ["endless threshold"] = new(s => s.Replace("ghost", p => (DynamicSpec)p with { Threshold = double.PositiveInfinity }), "population 'ghost'", "threshold", "finite"),
        ["time constant below the step"] = new(
            s => s.Replace("hidden", p => (DynamicSpec)p with { TimeConstant = 0.5 }), "population 'hidden'", "0.5 ms", "1 ms", "dt / tau <= 1"),
        ["input into a clamped population"] = new(
            s => s.Add(new("h-in", "hidden", "input", Port.Basal) { Initialiser = new Zero() }), "population 'input'", "projection 'h-in'", "no incoming"),
        ["no basal input"] = new(s => s.Remove("h-g"), "population 'ghost'", "no basal input", "at least one"),
        ["two teachers"] = new(s => s.Add(new("teach2", "output", "ghost", Port.Teach)), "population 'ghost'", "several", "at most one"),
        ["two targets"] = new(s => s.Add(new("aim2", "target", "output", Port.Target)), "population 'output'", "several", "at most one"),
        ["nudged without a target"] = new(s => s.Remove("aim"), "population 'output'", "no target", "expected one"),
        ["unknown source"] = new(
            s => s.Add(new("x", "nowhere", "hidden", Port.Basal) { Initialiser = new Zero() }), "projection 'x'", "'nowhere'", "input, hidden, output"),
        ["unknown target"] = new(
            s => s.Add(new("x", "input", "nowhere", Port.Basal) { Initialiser = new Zero() }), "projection 'x'", "'nowhere'", "input, hidden, output"),
        ["no delay"] = new(s => s.Rewire("in-h", p => p with { Delay = 0 }), "projection 'in-h'", "delay 0", "at least 1"),
        ["negative duplication"] = new(s => s.Rewire("h-o", p => p with { Duplicate = -0.1 }), "projection 'h-o'", "-0.1", "expected 0 to 1"),
        ["duplication NaN"] = new(s => s.Rewire("h-o", p => p with { Duplicate = double.NaN }), "projection 'h-o'", "NaN", "expected 0 to 1"),
        ["lateness above 1"] = new(s => s.Rewire("h-o", p => p with { Late = 1.5, LateSteps = 1 }), "projection 'h-o'", "1.5", "expected 0 to 1"),
        ["late by nothing"] = new(s => s.Rewire("h-o", p => p with { Late = 0.1 }), "projection 'h-o'", "0 steps late", "at least 1"),
        ["late by less"] = new(s => s.Rewire("h-o", p => p with { LateSteps = -1 }), "projection 'h-o'", "-1 steps late", "at least 1"),
        ["later than a reader remembers"] = new(
            s => s.Rewire("h-o", p => p with { Jitter = 31, Late = 0.1, LateSteps = 33 }), "projection 'h-o'", "33 steps late", "jitter of 31", "at most 63 steps"),
        ["feedback onto a ghost"] = new(
            s => s.Add(new("x", "output", "ghost", Port.Apical) { Initialiser = new Zero() }), "projection 'x'", "Apical", "population 'ghost'", "pyramidal"),
        ["cancellation of a ghost"] = new(
            s => s.Add(new("x", "ghost", "ghost", Port.Cancel) { Initialiser = new Zero() }), "projection 'x'", "Cancel", "population 'ghost'", "pyramidal"),
        ["teaching a pyramidal population"] = new(
            s => s.Add(new("x", "ghost", "output", Port.Teach)), "projection 'x'", "population 'output'", "population 'ghost'", "expected a ghost"),
        ["taught by a clamped one"] = new(s => s.Rewire("teach", p => p with { Source = "target" }), "projection 'teach'", "population 'target'", "with a state"),
        ["target of a hidden layer"] = new(
            s => s.Add(new("x", "target", "hidden", Port.Target)), "projection 'x'", "population 'hidden'", "with a loss"),
        ["target from a population with a state"] = new(
            s => s.Rewire("aim", p => p with { Source = "ghost" }), "projection 'aim'", "population 'ghost'", "clamped"),
        ["teaching unequal numbers"] = new(s => s.Rewire("teach", p => p with { Source = "hidden" }), "projection 'teach'", "3 units", "to 2", "equal"),
        ["unequal targets"] = new(s => s.Replace("target", p => p with { Units = 7 }), "projection 'aim'", "7 units", "to 2", "equal"),
        ["no initialiser"] = new(s => s.Rewire("in-h", p => p with { Initialiser = null }), "projection 'in-h'", "no initialiser", "expected one"),
        ["weights where none are"] = new(
            s => s.Rewire("aim", p => p with { Initialiser = new Zero() }), "projection 'aim'", "Target port", "expected no initialiser"),
        ["bias where no weights are"] = new(s => s.Rewire("teach", p => p with { Bias = true }), "projection 'teach'", "Teach port", "expected no"),
        ["rule where no weights are"] = new(
            s => s.Rewire("aim", p => p with { Rules = [new ErrorSlopeRule("nudging")] }), "projection 'aim'", "Target port", "or rule"),
        ["copy of nothing"] = new(
            s => s.Rewire("g-h", p => p with { Initialiser = new CopyOf("none") }), "projection 'g-h'", "'none'", "in-h, h-o"),
        ["copy of what has no weights"] = new(
            s => s.Rewire("g-h", p => p with { Initialiser = new CopyOf("aim") }), "projection 'g-h'", "projection 'aim'", "weights of its own"),
        ["copy of a copy"] = new(
            s => s.Rewire("g-h", p => p with { Initialiser = new CopyOf("o-h") }), "projection 'g-h'", "projection 'o-h'", "weights of its own"),
        ["copy of another shape"] = new(
            s => s.Rewire("o-h", p => p with { Initialiser = new CopyOf("h-o") }), "projection 'o-h'", "2 x 3", "expected 3 x 2"),
        ["transposed copy of another shape"] = new(
            s => s.Rewire("h-g", p => p with { Initialiser = new CopyOf("h-o", transposed: true) }), "projection 'h-g'", "3 x 2", "expected 2 x 3"),
        ["rule in no phase"] = new(
            s => s.Rewire("in-h", p => p with { Rules = [new ErrorSlopeRule("sleep")] }), "projection 'in-h'", "'sleep'", "prediction, nudging"),
        ["negative rate"] = Rated(-0.5, 1, "-0.5", "at least 0"),
        ["rate NaN"] = Rated(double.NaN, 1, "NaN", "finite"),
        ["endless rate"] = Rated(double.PositiveInfinity, 1, "learning rate", "finite"),
        ["no decay factor"] = Rated(1, 0, "decay 0", "decay above 0"),
        ["decay NaN"] = Rated(1, double.NaN, "decay NaN", "decay above 0"),
        ["endless decay"] = Rated(1, double.PositiveInfinity, "decay", "finite"),
        ["mirror of nothing"] = new(
            s => s.Rewire("o-h", p => p with { Rules = [new MirrorRule("nudging", "none")] }), "projection 'o-h'", "'none'", "in-h, h-o"),
        ["mirror of what runs elsewhere"] = new(
            s => s.Rewire("o-h", p => p with { Rules = [new MirrorRule("nudging", "in-h")] }), "projection 'o-h'", "'input' to 'hidden'", "'hidden' to 'output'"),
        ["mirror of no rule"] = new(
            s => s.Rewire("o-h", p => p with { Rules = [new MirrorRule("prediction", "h-o")] }), "projection 'o-h'", "projection 'h-o'", "'prediction'"),
        ["mirror with a bias"] = new(s => s.Rewire("o-h", p => p with { Bias = true }), "projection 'o-h'", "bias", "expected none"),
        ["trial rule on feedback"] = new(
            s => s.Rewire("o-h", p => p with { Rules = [new TrialCancellationRule("prediction")] }), "projection 'o-h'", "Apical", "expected Cancel"),
        ["mimicry without a teacher"] = new(s => s.Remove("teach"), "projection 'h-g'", "population 'ghost'", "teaching projection"),
        ["error of a ghost"] = new(
            s => s.Rewire("h-g", p => p with { Rules = [new ErrorSlopeRule("nudging")] }), "projection 'h-g'", "population 'ghost'", "pyramidal"),
        ["two rules at once"] = new(
            s => s.Rewire("g-h", p => p with { Rules = [new CancellationRule("nudging"), new ErrorSlopeRule("nudging")] }),
            "projection 'g-h'",
            "several Lasting rules",
            "'nudging'",
            "at most one"),
        ["two trial rules"] = new(
            s => s.Rewire("g-h", p => p with { Rules = [new TrialCancellationRule("prediction"), new TrialCancellationRule("nudging")] }),
            "projection 'g-h'",
            "several Trial rules",
            "at most one"),
        ["shared with nothing"] = Shared(p => p with { SharesTransposeOf = "x" }, "projection 'x'", "in-h, h-o"),
        ["shared with one that runs the same way"] = Shared(p => p with { SharesTransposeOf = "o-h" }, "from 'output' to 'hidden'", "expected 'hidden' to 'output'"),
        ["shared with a third population"] = Shared(p => p with { SharesTransposeOf = "in-h" }, "from 'input' to 'hidden'"),
        ["shared with an initialiser"] = Shared(p => p with { Initialiser = new Zero() }, "projection 'h-o'", "no initialiser, bias or rule"),
        ["shared with a rule"] = Shared(p => p with { Rules = [new MirrorRule("nudging", "h-o")] }, "no initialiser, bias or rule"),
        ["shared with a bias"] = Shared(p => p with { Bias = true }, "no initialiser, bias or rule"),
        ["shared both ways"] = new(
            s =>
            {
                s.Rewire("o-h", p => new(p.Name, p.Source, p.Target, p.Port) { SharesTransposeOf = "h-o" });
                s.Rewire("h-o", p => new(p.Name, p.Source, p.Target, p.Port) { SharesTransposeOf = "o-h" });
            },
            "projection 'h-o'",
            "weights of its own"),
        ["copy of what is shared"] = new(
            s =>
            {
                s.Rewire("o-h", p => new(p.Name, p.Source, p.Target, p.Port) { SharesTransposeOf = "h-o" });
                s.Rewire("g-h", p => p with { Initialiser = new CopyOf("o-h") });
            },
            "projection 'g-h'",
            "weights of its own"),
        ["trial rule on clamped rates"] = new(
            s => s.Add(new("x", "input", "hidden", Port.Cancel) { Initialiser = new Zero(), Rules = [new TrialCancellationRule("prediction")] }),
            "projection 'x'",
            "population 'input'",
            "with a state"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses(string fault)
    {
        var (spoil, part, says) = Faults[fault];
        var sketch = new Sketch();
        spoil(sketch);
        var error = Assert.Throws<SpecificationException>(sketch.Build);
        Assert.Equal(part, error.Part);
        Assert.StartsWith(part + ": ", error.Message, StringComparison.Ordinal);
        Assert.All(says, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Accepts_what_is_right()
    {
        var network = new Sketch().Build();
        Assert.Equal(5, network.StepsPerTrial);
        Assert.Equal("hidden", network.Population("hidden").Name);
        Assert.Equal("h-o", network.Projection("h-o").Name);
    }

    [Fact]
    public void Accepts_an_output_without_a_target_that_is_never_nudged()
    {
        var sketch = new Sketch();
        sketch.Remove("aim");
        sketch.Retime("nudging", p => p with { Nudging = 0 });
        Assert.NotNull(sketch.Build());
    }

    [Fact]
    public void Names_that_do_not_exist_are_answered_with_those_that_do()
    {
        var network = new Sketch().Build();
        Assert.Contains("input, hidden, output", Assert.Throws<SpecificationException>(() => network.Population("hiden")).Message, StringComparison.Ordinal);
        Assert.Contains("in-h, h-o", Assert.Throws<SpecificationException>(() => network.Projection("h-out")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_network_may_lack_the_phases_of_rules()
    {
        var network = new Sketch().Build();
        var evaluation = network.WithPhases(network.Phases.Where(p => p.ReadOut));
        Assert.Equal(3, evaluation.StepsPerTrial);
        Assert.Throws<SpecificationException>(() => network.WithPhases([]));
        Assert.Throws<SpecificationException>(() => network.WithPhases(network.Phases.Where(p => !p.ReadOut)));
    }

    /// <summary>The lists that were handed in may change afterwards; the description does not.</summary>
    [Fact]
    public void A_description_does_not_change_with_its_makings()
    {
        var sketch = new Sketch();
        var network = sketch.Build();
        sketch.Populations.Clear();
        sketch.Phases.Clear();
        Assert.Equal(5, network.Populations.Count);
        Assert.Equal(2, network.Phases.Count);
    }

    [Fact]
    public void A_loss_of_its_own_needs_no_ghosts() => Assert.NotNull(new NetworkSpec(
        "small",
        1,
        [new ClampedSpec("in", 1, TrialContent.Input), new PyramidalSpec("out", 1, Activation.Tanh, 1, Loss.CrossEntropy)],
        [new ProjectionSpec("p", "in", "out", Port.Basal) { Initialiser = new Zero() }],
        [new PhaseSpec("only", 1) { ReadOut = true }]));

    private static Fault Rated(double initial, double decay, params string[] says) =>
        new(s => s.Rewire("in-h", p => p with { Rules = [Sketch.Rate(new ErrorSlopeRule("nudging"), initial, decay)] }), "projection 'in-h'", says);

    private static Fault Shared(Func<ProjectionSpec, ProjectionSpec> spoil, params string[] says) =>
        new(s => s.Rewire("o-h", p => spoil(new(p.Name, p.Source, p.Target, p.Port) { SharesTransposeOf = "h-o" })), "projection 'o-h'", says);
}
