using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Models;

/// <summary>Layered networks of the feedback alignment family and of target propagation: builds their description.</summary>
/// <remarks>
/// Populations: <c>input, hidden1 .., output, target</c>, and <c>auxiliary1 ..</c> where hidden layers have read-outs of their own. There is no backward pass: each layer says what
/// it says when it has what it needs, and who reads it makes one model another.
/// </remarks>
public sealed class LayeredNetwork
{
    /// <summary>The phase in which rates go up; the answer is read at its end.</summary>
    public const string ForwardPhase = "forward";

    /// <summary>The phase in which layers learn.</summary>
    public const string LearningPhase = "learning";

    private readonly LayeredNetworkOptions _options;
    private readonly string[] _layers;
    private readonly int[] _units;
    private readonly List<ProjectionSpec> _projections = [];
    private readonly List<List<ActSpec>> _acts = [];

    private LayeredNetwork(LayeredNetworkOptions options)
    {
        _options = options;
        _layers = ["input", .. options.Hidden.Select((_, i) => $"hidden{i + 1}"), "output"];
        _units = [options.Inputs, .. options.Hidden, Outputs(options)];
    }

    private int Top => _layers.Length - 1;

    private bool IsInverting => _options.Rule is LearningRule.TargetPropagation or LearningRule.IncrementalTargetPropagation or LearningRule.Gait;

    private bool HasReadOuts => _options.Rule == LearningRule.LocalErrors || (_options.Rule == LearningRule.General && _options.AuxiliaryErrors);

    /// <summary>Describes the network.</summary>
    /// <param name="options">What it is like.</param>
    /// <exception cref="SpecificationException">The options do not make a network.</exception>
    public static NetworkSpec Build(LayeredNetworkOptions options)
    {
        if (options.Hidden.Count == 0)
        {
            throw new SpecificationException("network", "has no hidden layer, expected at least one");
        }

        if (options.Hop < 1)
        {
            throw new SpecificationException("network", $"has {options.Hop} steps from layer to layer, expected at least 1");
        }

        if (options.Strategy is < 1 or > 3)
        {
            throw new SpecificationException("network", $"has strategy {options.Strategy}, expected 1 to 3");
        }

        return new LayeredNetwork(options).Build();
    }

    private static int Outputs(LayeredNetworkOptions options) => options switch
    {
        { Reconstruct: true } => options.Inputs,
        { Tower: false, Rule: LearningRule.TargetPropagation or LearningRule.IncrementalTargetPropagation or LearningRule.Gait } => options.Hidden[^1],
        { AuxiliaryOutputs: true } => Math.Max(options.Hidden[^1], options.Outputs),
        _ => options.Outputs,
    };

    private NetworkSpec Build()
    {
        // The step at which layer l has its rates is 1 + (l - 1) hops.
        for (var layer = 0; layer <= Top; layer++)
        {
            _acts.Add(layer == 0 ? [] : [new ActSpec(Responds(layer), ForwardPhase, ActKind.Respond)]);
        }

        for (var layer = 1; layer <= Top; layer++)
        {
            AddForward(layer);
        }

        _projections.Add(new ProjectionSpec("target-output", "target", "output", Port.Target));
        AddFeedback();
        List<PopulationSpec> populations = [new ClampedSpec("input", _options.Inputs, TrialContent.Input), .. Enumerable.Range(1, Top).Select(Layer)];
        if (HasReadOuts)
        {
            populations.AddRange(Enumerable.Range(1, Top - 1).Select(ReadOut));
        }

        populations.Add(new ClampedSpec("target", _options.Reconstruct ? _options.Inputs : _options.Outputs, _options.Reconstruct ? TrialContent.Input : TrialContent.Target));
        var forward = Responds(Top);
        var last = populations.OfType<LayerSpec>().Max(layer => layer.Acts[^1].Step);
        return new NetworkSpec(
            NameOf(_options), timeStep: 1, populations, _projections, [new PhaseSpec(ForwardPhase, forward) { ReadOut = true }, new PhaseSpec(LearningPhase, Math.Max(1, last - forward))]);
    }

    private int Responds(int layer) => 1 + ((layer - 1) * _options.Hop);

    private LayerSpec Layer(int layer)
    {
        var isTop = layer == Top;
        var isDifference = _options.Rule == LearningRule.DifferenceTargetPropagation;
        return new LayerSpec(_layers[layer], _units[layer], isTop ? _options.OutputActivation : _options.Activation, isTop ? _options.Loss : null)
        {
            Acts = [.. _acts[layer].OrderBy(act => act.Step)],
            Combination = _options.Combination,
            Backward = layer == 1 ? BackwardKind.None : BackwardOf(isTop),
            BackwardGain = isDifference && layer == Top - 1 ? _options.TargetStep : 1,
            MeanCost = isDifference && layer == Top - 1,
            SignalGain = isDifference && !isTop ? 2 : 1,
            Corruption = isDifference && !isTop ? _options.Corruption : 0,
            LargestCondition = _options.LargestCondition,
            DropsInverseError = !_options.WithoutDifference,
        };
    }

    private BackwardKind BackwardOf(bool isTop) => _options.Rule switch
    {
        LearningRule.Backprop => BackwardKind.Transpose,
        LearningRule.Gait => BackwardKind.GradientAdjusted,
        LearningRule.IncrementalTargetPropagation => BackwardKind.Incremental,
        LearningRule.TargetPropagation => BackwardKind.Target,
        LearningRule.DifferenceTargetPropagation when isTop => BackwardKind.Transpose,
        _ => BackwardKind.None,
    };

    /// <summary>A fixed random read-out of a hidden layer: B^T h, with the same B by which its error comes back.</summary>
    private LayerSpec ReadOut(int layer)
    {
        var name = $"auxiliary{layer}";
        var (responds, learns) = (Responds(layer) + _options.Hop, Responds(layer) + _options.Hop + 1);
        return new LayerSpec(name, _options.Outputs, _options.OutputActivation, _options.Loss)
        {
            Acts = [new ActSpec(responds, LearningPhase, ActKind.Respond), new ActSpec(learns, LearningPhase, ActKind.Learn)],
        };
    }

    private void AddForward(int layer)
    {
        var (below, name) = (_layers[layer - 1], _layers[layer]);
        _projections.Add(new ProjectionSpec($"{below}-{name}", below, name, Port.Basal)
        {
            Initialiser = _options.ForwardInitialiser,
            BiasInitialiser = _options.BiasInitialiser,
            Bias = true,
            SourceUnits = _options.Tower ? Math.Min(_units[layer], _units[layer - 1]) : null,
            Rules = [new GradientRule(LearningPhase) { Optimiser = OptimiserOf(layer), Rate = _options.Rate }],
        });
    }

    /// <summary>The pull towards orthogonality acts on square weights alone.</summary>
    private Optimiser OptimiserOf(int layer)
    {
        var read = _options.Tower ? Math.Min(_units[layer], _units[layer - 1]) : _units[layer - 1];
        return read == _units[layer] ? _options.Optimiser : _options.Optimiser with { Orthogonality = 0 };
    }

    private void AddFeedback()
    {
        // The output has its error one step after its rates; whatever comes of it takes a hop from layer to layer.
        var outputLearns = Responds(Top) + 1;
        Learn(Top, outputLearns);
        switch (_options.Rule)
        {
            case LearningRule.Backprop or LearningRule.TargetPropagation or LearningRule.IncrementalTargetPropagation or LearningRule.Gait:
                for (var layer = Top - 1; layer >= 1; layer--)
                {
                    _projections.Add(new ProjectionSpec($"{_layers[layer + 1]}-{_layers[layer]}", _layers[layer + 1], _layers[layer], Port.Backward));
                    Learn(layer, outputLearns + ((Top - layer) * _options.Hop));
                }

                break;
            case LearningRule.FeedbackAlignment:
                for (var layer = Top - 1; layer >= 1; layer--)
                {
                    Learn(layer, outputLearns + ((Top - layer) * _options.Hop), FromAbove(layer, Content.Signal));
                }

                break;
            case LearningRule.DifferenceTargetPropagation:
                AddInverses(outputLearns);
                break;
            default:
                AddDirect(outputLearns);
                break;
        }
    }

    /// <summary>Direct errors of every hidden layer, alone or mixed with those of its neighbours.</summary>
    private void AddDirect(int outputLearns)
    {
        var direct = new string[Top];
        var at = new int[Top];
        for (var layer = 1; layer < Top; layer++)
        {
            direct[layer] = HasReadOuts ? AddReadOut(layer) : FromOutput(layer);
            at[layer] = (HasReadOuts ? Responds(layer) + _options.Hop + 1 : outputLearns) + _options.Hop;
        }

        var strategy = _options.Rule == LearningRule.General ? _options.Strategy : 0;
        switch (strategy)
        {
            case 1:
                for (var layer = Top - 1; layer >= 1; layer--)
                {
                    var step = layer == Top - 1 ? at[layer] : Math.Max(at[layer], _acts[layer + 1][^1].Step + _options.Hop);
                    Learn(layer, step, [direct[layer], .. layer == Top - 1 ? [] : (string[])[FromAbove(layer, Content.Signal)]]);
                }

                break;
            case 2:
                for (var layer = 1; layer < Top; layer++)
                {
                    var step = layer == 1 ? at[layer] : Math.Max(at[layer], _acts[layer - 1][^1].Step + _options.Hop);
                    Learn(layer, step, [direct[layer], .. layer == 1 ? [] : (string[])[FromBelow(layer, Content.Signal)]]);
                }

                break;
            case 3:
                for (var layer = 1; layer < Top; layer++)
                {
                    _acts[layer].Add(new ActSpec(at[layer], LearningPhase, ActKind.Direct) { Terms = [direct[layer]] });
                }

                for (var layer = 1; layer < Top; layer++)
                {
                    var neighbours = new List<string>();
                    var step = at[layer] + 1;
                    if (layer < Top - 1)
                    {
                        neighbours.Add(FromAbove(layer, Content.Direct));
                        step = Math.Max(step, at[layer + 1] + _options.Hop);
                    }

                    if (layer > 1)
                    {
                        neighbours.Add(FromBelow(layer, Content.Direct));
                        step = Math.Max(step, at[layer - 1] + _options.Hop);
                    }

                    Learn(layer, step, [direct[layer], .. neighbours]);
                }

                break;
            default:
                for (var layer = 1; layer < Top; layer++)
                {
                    Learn(layer, at[layer], direct[layer]);
                }

                break;
        }
    }

    /// <summary>B e from the output: the name of the projection.</summary>
    private string FromOutput(int layer) => AddFixed($"output-{_layers[layer]}", "output", layer, Content.Signal, layer == Top - 1 ? $"{_layers[layer]}-output" : null);

    /// <summary>B~ delta from the layer above.</summary>
    private string FromAbove(int layer, Content content) =>
        AddFixed($"{_layers[layer + 1]}-{_layers[layer]}", _layers[layer + 1], layer, content, $"{_layers[layer]}-{_layers[layer + 1]}");

    /// <summary>B^- delta from the layer below.</summary>
    private string FromBelow(int layer, Content content) => AddFixed($"{_layers[layer - 1]}-{_layers[layer]}-feedback", _layers[layer - 1], layer, content, null);

    /// <summary>A projection with fixed weights; gives its name.</summary>
    /// <param name="name">Name of the projection.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="layer">Where it ends.</param>
    /// <param name="content">What it reads.</param>
    /// <param name="beside">The forward projection that runs the other way between the same layers; null for none.</param>
    private string AddFixed(string name, string source, int layer, Content content, string? beside)
    {
        _projections.Add(new ProjectionSpec(name, source, _layers[layer], Port.Apical) { Initialiser = _options.FeedbackInitialiser(beside), Content = content });
        return name;
    }

    /// <summary>The read-out of a layer and the way back of its error, which have the same fixed weights.</summary>
    private string AddReadOut(int layer)
    {
        var name = $"auxiliary{layer}";
        var back = $"{name}-{_layers[layer]}";
        _projections.Add(new ProjectionSpec(back, name, _layers[layer], Port.Apical) { Initialiser = _options.FeedbackInitialiser(null) });
        _projections.Add(new ProjectionSpec($"{_layers[layer]}-{name}", _layers[layer], name, Port.Basal) { Initialiser = new CopyOf(back, transposed: true) });
        _projections.Add(new ProjectionSpec($"target-{name}", "target", name, Port.Target));
        return back;
    }

    /// <summary>
    /// Difference target propagation: the layer below the output takes a step down the cost, the layers below that have targets through learned inverses; each inverse is
    /// learned from what the layer above makes of noisy rates.
    /// </summary>
    private void AddInverses(int outputLearns)
    {
        _projections.Add(new ProjectionSpec($"output-{_layers[Top - 1]}", "output", _layers[Top - 1], Port.Backward));
        for (var layer = Top - 1; layer >= 1; layer--)
        {
            Learn(layer, outputLearns + ((Top - layer) * _options.Hop));
        }

        for (var layer = 1; layer < Top - 1; layer++)
        {
            var (name, above) = (_layers[layer], _layers[layer + 1]);
            _projections.Add(new ProjectionSpec($"{above}-{name}-inverse", above, name, Port.Inverse)
            {
                Initialiser = _options.ForwardInitialiser,
                Bias = true,
                Rules = [new GradientRule(LearningPhase) { Optimiser = _options.InverseOptimiser, Rate = _options.InverseRate }],
            });
            _projections.Add(new ProjectionSpec($"{name}-{above}-corrupted", name, above, Port.Corrupted));
            AddDialogue(layer);
        }
    }

    /// <summary>A layer says noisy rates, the one above says what it makes of them, the first learns to find them again. All before forward weights change, and before targets come down.</summary>
    private void AddDialogue(int layer)
    {
        var echoes = Responds(layer + 1) + 2;
        _acts[layer].Add(new ActSpec(Responds(layer) + 1, LearningPhase, ActKind.Corrupt));
        _acts[layer + 1].Add(new ActSpec(echoes, LearningPhase, ActKind.Echo));
        _acts[layer].Add(new ActSpec(echoes + _options.Hop, LearningPhase, ActKind.Invert));
    }

    private void Learn(int layer, int step, params IEnumerable<string> terms) => _acts[layer].Add(new ActSpec(step, LearningPhase, ActKind.Learn) { Terms = [.. terms] });

    private static string NameOf(LayeredNetworkOptions options) => options.Rule switch
    {
        LearningRule.Backprop => "bp",
        LearningRule.FeedbackAlignment => "fa",
        LearningRule.DirectFeedbackAlignment => "dfa",
        LearningRule.LocalErrors => "lafs",
        LearningRule.General => $"general{(options.AuxiliaryErrors ? "-aux" : string.Empty)}-s{options.Strategy}",
        LearningRule.TargetPropagation => "tp",
        LearningRule.IncrementalTargetPropagation => "itp",
        LearningRule.Gait => options.Tower ? "gait-tower" : "gait",
        _ => "dtp",
    };
}
