using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Models;

/// <summary>Networks that learn by settling: equilibrium propagation (Scellier and Bengio 2017), and its form without tied weights (Scellier and others 2018). Builds their description.</summary>
/// <remarks>
/// Populations: <c>input, hidden1 .., output, target</c>. Each layer projects to both of its neighbours. Phases: <c>free</c>, <c>free-end</c> (all stand still, the first half of
/// the contrast is taken), <c>nudged</c>, <c>nudged-end</c> (the second half), and for both signs of beta <c>back</c> and <c>nudged-back</c>.
/// </remarks>
public sealed class EnergyNetwork
{
    /// <summary>The phase whose end is the free state.</summary>
    public const string Free = "free";

    private const string FreeEnd = "free-end";
    private const string Nudged = "nudged";
    private const string NudgedEnd = "nudged-end";
    private const string Back = "back";
    private const string NudgedBack = "nudged-back";
    private const string NudgedBackEnd = "nudged-back-end";

    private readonly EnergyNetworkOptions _options;
    private readonly string[] _layers;
    private readonly int[] _units;

    private EnergyNetwork(EnergyNetworkOptions options)
    {
        _options = options;
        _layers = ["input", .. options.Hidden.Select((_, i) => $"hidden{i + 1}"), "output"];
        _units = [options.Inputs, .. options.Hidden, options.Outputs];
    }

    private int Top => _layers.Length - 1;

    private int Turns => _options.Alternate ? 2 : 1;

    /// <summary>Describes the network.</summary>
    /// <param name="options">What it is like.</param>
    /// <exception cref="SpecificationException">The options do not make a network.</exception>
    public static NetworkSpec Build(EnergyNetworkOptions options) => new EnergyNetwork(options).Build();

    /// <summary>Name of the projection between two layers.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    public static string Name(string from, string to) => $"{from}-{to}";

    private NetworkSpec Build() => new(
        _options.Tied ? "equilibrium-propagation" : "vector-field",
        _options.TimeStep,
        [
            new ClampedSpec("input", _options.Inputs, TrialContent.Input),
            .. Enumerable.Range(1, Top).Select(Layer),
            new ClampedSpec("target", _options.Outputs, TrialContent.Target),
        ],
        [
            .. Enumerable.Range(1, Top).Select(Up),
            .. Enumerable.Range(2, Top - 1).Select(Down),
            new ProjectionSpec("target-output", "target", "output", Port.Target),
        ],
        Phases());

    private HopfieldSpec Layer(int layer) => new(_layers[layer], _units[layer], _options.Activation, _options.TimeConstant)
    {
        HasSlope = _options.Tied,
        Turns = Turns,
        Turn = _options.Alternate ? (layer - 1) % 2 : 0,
        Particles = _options.Particles ? FreeEnd : null,
        Noise = _options.Noise,
    };

    private ProjectionSpec Up(int layer) => new(Name(_layers[layer - 1], _layers[layer]), _layers[layer - 1], _layers[layer], Port.Basal)
    {
        Initialiser = _options.ForwardInitialiser,
        Bias = _options.Biases,
        Rules = Rules(layer),
    };

    /// <summary>The projection from a layer to the one below. Where weights are tied, this end has a copy and makes the same changes: it sees both rates, too.</summary>
    private ProjectionSpec Down(int layer) => new(Name(_layers[layer], _layers[layer - 1]), _layers[layer], _layers[layer - 1], Port.Apical)
    {
        Initialiser = _options.Tied ? new CopyOf(Name(_layers[layer - 1], _layers[layer]), transposed: true) : _options.BackwardInitialiser,
        Rules = Rules(layer),
    };

    /// <summary>The rules of the synapses between a layer and the one below it, either way.</summary>
    private PlasticityRule[] Rules(int layer)
    {
        var alpha = _options.Rates[Math.Min(layer, _options.Rates.Count) - 1];
        var rate = new LearningRate(alpha / Math.Abs(_options.Nudging) / (_options.Centred ? 2 : 1), _options.Decay);

        // Against a negative beta everything moves the other way.
        var reversed = _options.Nudging < 0;
        if (_options.Tied)
        {
            return [Half(new HebbianRule(_options.Centred ? NudgedBackEnd : FreeEnd), !reversed), Half(new HebbianRule(NudgedEnd), reversed)];
        }

        if (_options.Form == ChangeForm.FixedPoint)
        {
            return
            [
                Half(new StateRule(_options.Centred ? NudgedBackEnd : FreeEnd), !reversed, Gathering.FirstRates),
                Half(new StateRule(NudgedEnd), reversed, Gathering.FirstRates),
            ];
        }

        PlasticityRule along = Half(new StateChangeRule(Nudged), reversed);
        return _options.Centred ? [along, Half(new StateChangeRule(NudgedBack), !reversed)] : [along];

        PlasticityRule Half(PlasticityRule rule, bool isReversed, Gathering gathering = Gathering.Pairs) =>
            rule with { Rate = rate, Gathering = gathering, Reversed = isReversed, FollowsSign = _options.RandomSign };
    }

    private IEnumerable<PhaseSpec> Phases()
    {
        var nudged = new PhaseSpec(Nudged, Turns * _options.NudgedSteps) { Nudging = _options.Nudging, RandomSign = _options.RandomSign };
        yield return new PhaseSpec(Free, Turns * _options.FreeSteps) { ReadOut = true };
        yield return new PhaseSpec(FreeEnd, 1) { Still = true };
        yield return nudged;
        yield return new PhaseSpec(NudgedEnd, 1) { Still = true };
        if (_options.Centred)
        {
            yield return new PhaseSpec(Back, 1) { Recall = FreeEnd };
            yield return nudged with { Name = NudgedBack, Nudging = -_options.Nudging };
            yield return new PhaseSpec(NudgedBackEnd, 1) { Still = true };
        }
    }
}
