using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Models;

/// <summary>Dendritic cortical microcircuits (Sacramento, Costa, Bengio and Senn 2018): builds their description.</summary>
/// <remarks>
/// Populations: <c>input, hidden1 .., output, target, inter1 ..</c>; interneurons k live in hidden layer k, one for each unit of the layer above. Phases in continuous time:
/// <c>prediction</c>, <c>teaching</c>, both with plasticity at every step. Simplified: <c>sweep</c> (from below, no feedback, dt G = 1), <c>teaching</c>, <c>teaching-end</c>, in which
/// nothing moves and changes are taken, to be made when the trial closes.
/// </remarks>
public sealed class MicrocircuitNetwork
{
    private const string Sweep = "sweep";
    private const string Prediction = "prediction";
    private const string Teaching = "teaching";
    private const string TeachingEnd = "teaching-end";

    private readonly MicrocircuitNetworkOptions _options;
    private readonly string[] _layers;
    private readonly int[] _units;

    private MicrocircuitNetwork(MicrocircuitNetworkOptions options)
    {
        _options = options;
        _layers = ["input", .. options.Hidden.Select((_, i) => $"hidden{i + 1}"), "output"];
        _units = [options.Inputs, .. options.Hidden, options.Outputs];
    }

    private int Top => _layers.Length - 1;

    private double HiddenConductance => _options.Leak + _options.Basal + _options.Apical;

    private double OutputConductance => _options.Leak + _options.Basal;

    private double InterneuronConductance => _options.Leak + _options.Dendritic;

    /// <summary>Describes the network.</summary>
    /// <param name="options">What it is like.</param>
    /// <exception cref="SpecificationException">The options do not make a network.</exception>
    public static NetworkSpec Build(MicrocircuitNetworkOptions options)
    {
        Check(options);
        return new MicrocircuitNetwork(options).Build();
    }

    /// <summary>Name of the interneurons of a hidden layer.</summary>
    /// <param name="layer">The layer, from 1.</param>
    public static string Interneurons(int layer) => $"inter{layer}";

    private static void Check(MicrocircuitNetworkOptions options)
    {
        const string Part = "microcircuits";
        Conductance("leak", options.Leak, isRequired: false);
        Conductance("basal", options.Basal, isRequired: true);
        Conductance("interneuron dendrite", options.Dendritic, isRequired: true);
        Conductance("apical", options.Apical, isRequired: false);
        Conductance("somatic", options.Somatic, isRequired: false);
        if (options.DividesRates && (options.Somatic == 0 || options.Apical == 0))
        {
            throw new SpecificationException(Part, $"have apical conductance {options.Apical} and somatic conductance {options.Somatic} and divide rates by what they mix in, expected values above 0");
        }

        if (options.Simplified && (options.Noise != 0 || options.InductionTime != 0))
        {
            throw new SpecificationException(Part, $"are simplified and have noise {options.Noise} and induction time {options.InductionTime} ms, expected none: both need continuous time");
        }

        foreach (var (what, rates) in new[] { ("forward", options.ForwardRates), ("interneuron", options.InterneuronRates), ("cancellation", options.CancellationRates) })
        {
            if (rates.Count == 0)
            {
                throw new SpecificationException(Part, $"have no {what} rates, expected at least one");
            }
        }

        static void Conductance(string what, double value, bool isRequired)
        {
            if (!(isRequired ? value > 0 : value >= 0) || double.IsInfinity(value))
            {
                throw new SpecificationException(Part, $"have {what} conductance {value}, expected a finite value {(isRequired ? "above" : "of at least")} 0");
            }
        }
    }

    private NetworkSpec Build() => new(
        "microcircuit",
        _options.TimeStep,
        [
            new ClampedSpec("input", _options.Inputs, TrialContent.Input),
            .. Enumerable.Range(1, Top).Select(Layer),
            new ClampedSpec("target", _options.Outputs, TrialContent.Target),
            .. Hidden().Select(InterneuronsOf),
        ],
        [
            .. Enumerable.Range(1, Top).Select(Forward),
            .. Enumerable.Range(1, Top - 1).Select(Feedback),
            .. Hidden().SelectMany(OfInterneurons),
            new ProjectionSpec("target-output", "target", "output", Port.Target),
        ],
        Phases());

    private IEnumerable<int> Hidden() => Enumerable.Range(1, _options.Interneurons ? Top - 1 : 0);

    private double ConductanceOf(int layer) => layer == Top ? OutputConductance : HiddenConductance;

    /// <summary>The part that an apical dendrite or a target has in a potential, of which an error is smaller by so much in the layer.</summary>
    private double MixingOf(int layer) => layer == Top ? _options.Somatic / (OutputConductance + _options.Somatic) : _options.Apical / HiddenConductance;

    private DendriticSpec Layer(int layer) => new(_layers[layer], _units[layer], _options.Activation, 1 / ConductanceOf(layer))
    {
        BasalGain = _options.Basal / ConductanceOf(layer),
        ApicalGain = layer == Top ? 0 : _options.Apical / HiddenConductance,
        TargetLow = layer == Top ? _options.Targets.Low : 0,
        TargetHigh = layer == Top ? _options.Targets.High : 1,
        KeepsState = _options.KeepsState && !_options.Simplified,
        Noise = NoiseAt(ConductanceOf(layer)),
    };

    private InterneuronSpec InterneuronsOf(int layer) => new(Interneurons(layer), _units[layer + 1], _options.Activation, 1 / InterneuronConductance)
    {
        BasalGain = _options.Dendritic / InterneuronConductance,
        Teaching = _options.Somatic / InterneuronConductance,
        KeepsState = _options.KeepsState && !_options.Simplified,
        Noise = NoiseAt(InterneuronConductance),
    };

    /// <summary>A step adds Noise sqrt(dt G) xi, which is to be sigma sqrt(dt) xi.</summary>
    private double NoiseAt(double conductance) => _options.Noise / Math.Sqrt(conductance);

    private ProjectionSpec Forward(int layer)
    {
        var (below, name) = (_layers[layer - 1], _layers[layer]);
        return new ProjectionSpec($"{below}-{name}", below, name, Port.Basal)
        {
            Initialiser = _options.ForwardInitialiser,
            Bias = _options.Biases,
            Rules = Rules(phase => new DendriticRule(phase), Of(_options.ForwardRates, layer) / DivisorOf(layer), ConductanceOf(layer)),
        };
    }

    private ProjectionSpec Feedback(int layer)
    {
        var (name, above) = (_layers[layer], _layers[layer + 1]);
        return new ProjectionSpec($"{above}-{name}", above, name, Port.Apical)
        {
            Initialiser = _options.TransposedFeedback ? new CopyOf($"{name}-{above}", transposed: true) : _options.FeedbackInitialiser,
        };
    }

    private IEnumerable<ProjectionSpec> OfInterneurons(int layer)
    {
        var (name, above, inter) = (_layers[layer], _layers[layer + 1], Interneurons(layer));

        // Attenuated alike, dendrites of interneurons and those of the units above make the same of the same rates.
        var scale = _options.Basal / ConductanceOf(layer + 1) * InterneuronConductance / _options.Dendritic;
        yield return new ProjectionSpec($"{name}-{inter}", name, inter, Port.Basal)
        {
            Initialiser = _options.SelfPredicting ? new CopyOf($"{name}-{above}", scale: scale) : _options.InterneuronInitialiser,
            Bias = _options.Biases,
            Rules = Rules(phase => new DendriticRule(phase), Of(_options.InterneuronRates, layer) / DivisorOf(layer + 1), InterneuronConductance),
        };
        yield return new ProjectionSpec($"{inter}-{name}", inter, name, Port.Cancel)
        {
            Initialiser = !_options.SelfPredicting ? _options.InterneuronInitialiser
                : _options.TransposedFeedback ? new CopyOf($"{name}-{above}", transposed: true)
                : new CopyOf($"{above}-{name}"),
            Rules = Rules(phase => new CancellationRule(phase), Of(_options.CancellationRates, layer), HiddenConductance),
        };
        yield return new ProjectionSpec($"{above}-{inter}-teach", above, inter, Port.Teach);
    }

    private static double Of(IReadOnlyList<double> rates, int layer) => rates[Math.Min(layer, rates.Count) - 1];

    private double DivisorOf(int layer) => _options.DividesRates ? Enumerable.Range(layer, Top - layer + 1).Aggregate(1.0, (product, at) => product * MixingOf(at)) : 1;

    /// <summary>The rules of a projection: at every step, or once when teaching has ended.</summary>
    private PlasticityRule[] Rules(Func<string, PlasticityRule> rule, double rate, double conductance)
    {
        if (rate == 0)
        {
            return [];
        }

        if (_options.Simplified)
        {
            return [rule(TeachingEnd) with { Rate = new LearningRate(rate, _options.Decay), Gathering = Gathering.Pairs }];
        }

        // Rates of rules are per time constant, which is 1 / G here, and those of the model are per ms.
        var continuous = new LearningRate(rate / conductance, _options.Decay);
        string[] phases = _options.TeachingSteps > 0 ? [Prediction, Teaching] : [Prediction];
        return [.. phases.Select(phase => rule(phase) with { Rate = continuous, InductionTime = _options.InductionTime })];
    }

    private IEnumerable<PhaseSpec> Phases()
    {
        var beta = _options.Somatic / OutputConductance;
        if (_options.Simplified)
        {
            yield return new PhaseSpec(Sweep, Top) { Feedback = false, StepRatio = 1, ReadOut = true };
            yield return new PhaseSpec(Teaching, _options.TeachingSteps) { Nudging = beta, StepRatio = _options.TeachingRatio };
            yield return new PhaseSpec(TeachingEnd, 1) { Still = true };
            yield break;
        }

        yield return new PhaseSpec(Prediction, _options.PredictionSteps) { ReadOut = true };
        if (_options.TeachingSteps != 0)
        {
            yield return new PhaseSpec(Teaching, _options.TeachingSteps) { Nudging = beta };
        }
    }
}
