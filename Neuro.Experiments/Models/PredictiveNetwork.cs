using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Models;

/// <summary>Networks of values and error units: predictive coding (Whittington and Bogacz 2017), and least action in continuous time (Senn and others). Builds their description.</summary>
/// <remarks>
/// Populations: <c>input, hidden1 .., output, target, error1 ..</c>; error units k compare layer k with what they predict of it. Weights W_k end on error units k, and a tied copy leads back from
/// them to layer k - 1. Error units and values take turns: two steps are one iteration. Phases: <c>sweep</c> (all go to what is predicted, from below), <c>nudged</c>, <c>nudged-end</c>; in
/// continuous time <c>stream</c> alone.
/// </remarks>
public sealed class PredictiveNetwork
{
    private const int Turns = 2;

    private const string Sweep = "sweep";
    private const string Nudged = "nudged";
    private const string NudgedEnd = "nudged-end";
    private const string Stream = "stream";

    private readonly PredictiveNetworkOptions _options;
    private readonly string[] _layers;
    private readonly int[] _units;

    private PredictiveNetwork(PredictiveNetworkOptions options)
    {
        _options = options;
        _layers = ["input", .. options.Hidden.Select((_, i) => $"hidden{i + 1}"), "output"];
        _units = [options.Inputs, .. options.Hidden, options.Outputs];
    }

    private int Top => _layers.Length - 1;

    /// <summary>Describes the network.</summary>
    /// <param name="options">What it is like.</param>
    /// <exception cref="SpecificationException">The options do not make a network.</exception>
    public static NetworkSpec Build(PredictiveNetworkOptions options) => new PredictiveNetwork(options).Build();

    /// <summary>Name of the error units of a layer.</summary>
    /// <param name="layer">The layer, from 1.</param>
    public static string Error(int layer) => $"error{layer}";

    private NetworkSpec Build() => new(
        _options.Continuous ? "least-action" : "predictive-coding",
        _options.TimeStep,
        [
            new ClampedSpec("input", _options.Inputs, TrialContent.Input),
            .. Enumerable.Range(1, Top).Select(Layer),
            new ClampedSpec("target", _options.Outputs, TrialContent.Target),
            .. Enumerable.Range(1, Top).Select(ErrorUnits),
        ],
        [
            .. Enumerable.Range(1, Top).SelectMany(Projections),
            new ProjectionSpec("target-output", "target", "output", Port.Target),
        ],
        Phases());

    private ValueSpec Layer(int layer) => new(_layers[layer], _units[layer], layer == Top ? Activation.Linear : _options.Activation, _options.TimeConstant)
    {
        Turns = Turns,
        Turn = 1,
        Clamps = _options.Clamped && !_options.Continuous,
        LookAhead = _options.Continuous ? _options.LookAhead : null,
        KeepsState = _options.Continuous,
        Noise = _options.Noise,
    };

    private ErrorSpec ErrorUnits(int layer) => new(Error(layer), _units[layer], _options.TimeConstant)
    {
        Turns = Turns,
        Turn = 0,
        Variance = _options.Variances[Math.Min(layer, _options.Variances.Count) - 1],
        KeepsState = _options.Continuous,
    };

    private IEnumerable<ProjectionSpec> Projections(int layer)
    {
        var (below, name, error) = (_layers[layer - 1], _layers[layer], Error(layer));
        yield return new ProjectionSpec($"{below}-{error}", below, error, Port.Basal) { Initialiser = _options.ForwardInitialiser, Bias = _options.Biases, Rules = [Rule(layer)] };
        yield return new ProjectionSpec($"{name}-{error}", name, error, Port.Teach);
        yield return new ProjectionSpec($"{error}-{name}", error, name, Port.Prediction);
        if (layer > 1)
        {
            yield return new ProjectionSpec($"{error}-{below}", error, below, Port.Apical) { Initialiser = new CopyOf($"{below}-{error}", transposed: true), Rules = [Rule(layer)] };
        }
    }

    /// <summary>e times rho(s_below): each end of the synapse knows both, one of them from what it reads.</summary>
    private HebbianRule Rule(int layer)
    {
        var rate = new LearningRate(_options.Rates[Math.Min(layer, _options.Rates.Count) - 1], _options.Decay);
        return _options.Continuous
            ? new HebbianRule(Stream) { Rate = rate }
            : new HebbianRule(NudgedEnd) { Rate = rate, Gathering = Gathering.Pairs, Optimiser = _options.Optimiser };
    }

    private IEnumerable<PhaseSpec> Phases()
    {
        if (_options.Continuous)
        {
            yield return new PhaseSpec(Stream, Turns * _options.Steps) { Nudging = _options.Nudging, ReadOut = true };
            yield break;
        }

        yield return new PhaseSpec(Sweep, Turns * Top * _options.Hop) { Feedback = false, StepRatio = 1, ReadOut = true };

        // At the end the errors follow once more, so that those that are learned from are those of the last values.
        yield return new PhaseSpec(Nudged, (Turns * _options.Steps) + 1) { Nudging = _options.Nudging, HoldsRates = _options.Frozen };
        yield return new PhaseSpec(NudgedEnd, 1) { Still = true };
    }
}
