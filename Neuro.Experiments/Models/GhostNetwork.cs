using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Models;

/// <summary>The layered network with ghost units of Mesnard, Vignoud, Senn and Bengio: builds its description.</summary>
/// <remarks>
/// Layers 0 .. L; every layer from the second on has a ghost population, driven by the layer below and projecting back to it.
/// Populations: <c>input, hidden1 .., output, target, ghost2 ..</c> (ghost l stands for the units of layer l).
/// </remarks>
public sealed class GhostNetwork
{
    private const string Prediction = "prediction";
    private const string NudgingPhase = "nudging";
    private readonly GhostNetworkOptions _options;
    private readonly string[] _layers;
    private readonly int[] _units;
    private readonly List<PopulationSpec> _populations = [];
    private readonly List<ProjectionSpec> _projections = [];

    private GhostNetwork(GhostNetworkOptions options)
    {
        _options = options;
        _layers = ["input", .. options.Hidden.Select((_, i) => $"hidden{i + 1}"), "output"];
        _units = [options.Inputs, .. options.Hidden, options.Outputs];
    }

    private int Top => _layers.Length - 1;

    private double StepRatio => _options.TimeStep / _options.TimeConstant;

    /// <summary>Describes the network.</summary>
    /// <param name="options">What it is like.</param>
    /// <exception cref="SpecificationException">The options do not make a network.</exception>
    public static NetworkSpec Build(GhostNetworkOptions options) => new GhostNetwork(options).Build();

    /// <summary>Name of the forward projection into a layer.</summary>
    /// <param name="below">The layer below.</param>
    /// <param name="layer">The layer.</param>
    public static string Forward(string below, string layer) => $"{below}-{layer}";

    private NetworkSpec Build()
    {
        _populations.Add(new ClampedSpec("input", _options.Inputs, TrialContent.Input));
        for (var layer = 1; layer <= Top; layer++)
        {
            _populations.Add(new PyramidalSpec(_layers[layer], _units[layer], _options.Activation, _options.TimeConstant, layer == Top ? _options.Loss : null)
            {
                ShuffleError = _options.ShuffledFeedback && layer < Top,
                ErrorFromChange = _options.ErrorFromChange,
                Noise = _options.Noise,
            });
        }

        _populations.Add(new ClampedSpec("target", _options.Outputs, TrialContent.Target));
        for (var layer = 1; layer <= Top; layer++)
        {
            AddForward(layer);
        }

        for (var layer = 2; layer <= Top; layer++)
        {
            AddFeedback(layer);
            if (_options.Ghosts)
            {
                AddGhosts(layer);
            }
        }

        _projections.Add(new ProjectionSpec("target-output", "target", "output", Port.Target));
        var name = $"ghost-{(_options.Model == GhostModel.MA ? "ma" : "mb")}{(_options.Feedback == FeedbackKind.Random ? "-fa" : string.Empty)}";
        return new NetworkSpec(name, _options.TimeStep, _populations, _projections, Phases());
    }

    private void AddForward(int layer)
    {
        var (below, name) = (_layers[layer - 1], _layers[layer]);
        var rate = layer == 1 ? _options.ForwardRates.Input : layer == Top ? _options.ForwardRates.Output : _options.ForwardRates.Hidden;
        _projections.Add(new ProjectionSpec(Forward(below, name), below, name, Port.Basal)
        {
            Initialiser = (layer > 1 ? _options.UpperInitialiser : null) ?? _options.ForwardInitialiser,
            Bias = _options.Biases,
            Rules = [new ErrorSlopeRule(NudgingPhase) { Rate = new LearningRate(rate, _options.Decay, _options.Warmup) }],
        });
    }

    private void AddFeedback(int layer)
    {
        var (below, name) = (_layers[layer - 1], _layers[layer]);
        var transpose = _options.Feedback == FeedbackKind.Transpose;
        if (transpose && _options.Sharing == FeedbackSharing.LockFree)
        {
            _projections.Add(new ProjectionSpec($"{name}-{below}", name, below, Port.Apical) { SharesTransposeOf = Forward(below, name) });
            return;
        }

        _projections.Add(new ProjectionSpec($"{name}-{below}", name, below, Port.Apical)
        {
            Initialiser = transpose ? new CopyOf(Forward(below, name), transposed: true) : _options.FeedbackInitialiser,
            Rules = transpose ? [new MirrorRule(NudgingPhase, Forward(below, name))] : [],
        });
    }

    private void AddGhosts(int layer)
    {
        var (below, name) = (_layers[layer - 1], _layers[layer]);
        var ghost = $"ghost{layer}";
        var ma = _options.Model == GhostModel.MA;
        var units = ma ? _units[layer] : _options.GhostUnits;
        _populations.Add(new GhostSpec(ghost, units, _options.Activation, _options.TimeConstant) { Noise = _options.Noise });
        _projections.Add(new ProjectionSpec($"{below}-{ghost}", below, ghost, Port.Basal)
        {
            Initialiser = _options.GhostsStartAsCopies ? new CopyOf(Forward(below, name)) : _options.GhostInitialiser,
            Bias = _options.Biases,
            Rules = ma && _options.GhostsLearn
                ? [new MimicryRule(Prediction) { Rate = new LearningRate(_options.MimicryRate / (_units[layer - 1] + 1) / StepRatio) }]
                : [],
        });
        _projections.Add(new ProjectionSpec($"{ghost}-{below}", ghost, below, Port.Cancel)
        {
            Initialiser = _options.GhostsStartAsCopies ? FeedbackCopy(below, name) : ma ? _options.GhostInitialiser : new Zero(),
            Rules = _options.GhostsLearn ? CancelRules(ma, units) : [],
        });
        if (ma)
        {
            _projections.Add(new ProjectionSpec($"{name}-{ghost}-teach", name, ghost, Port.Teach));
        }
    }

    /// <summary>W_b of TF is itself a copy, so its original is copied.</summary>
    private CopyOf FeedbackCopy(string below, string name) => _options.Feedback == FeedbackKind.Transpose
        ? new CopyOf(Forward(below, name), transposed: true)
        : new CopyOf($"{name}-{below}");

    private PlasticityRule[] CancelRules(bool ma, int units)
    {
        var lasting = new CancellationRule(Prediction) { Rate = new LearningRate(_options.CancellationRate / units / StepRatio) };
        if (ma)
        {
            return [lasting];
        }

        var trial = new TrialCancellationRule(Prediction) { Rate = new LearningRate(_options.TrialCancellationRate * 4 / units) };
        return _options.CancellationRate > 0 ? [trial, lasting] : [trial];
    }

    private IEnumerable<PhaseSpec> Phases()
    {
        if (_options.Sweep)
        {
            yield return new PhaseSpec("sweep", Top) { Feedback = false, StepRatio = 1 };
        }

        yield return new PhaseSpec(Prediction, _options.PredictionSteps) { ReadOut = true };
        yield return new PhaseSpec(NudgingPhase, _options.NudgingSteps) { Nudging = _options.Nudging };
    }
}
