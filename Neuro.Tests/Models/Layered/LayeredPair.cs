using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Layered;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models.Layered;

/// <summary>One layered network twice: as the simulator runs it and in plain loops, from the same weights.</summary>
internal sealed class LayeredPair
{
    /// <summary>Of the noise that difference target propagation adds to rates.</summary>
    private const ulong NoiseSeed = 77;

    private readonly LayeredNetworkOptions _options;
    private readonly int[] _units;

    public LayeredPair(LayeredNetworkOptions options)
    {
        _options = options with { BiasInitialiser = new Uniform(-0.3, 0.3) };
        Network = LayeredNetwork.Build(_options);
        _units = [_options.Inputs, .. _options.Hidden, Network.Population("output").Units];
    }

    public NetworkSpec Network { get; }

    private int Top => _units.Length - 1;

    private int Hidden => Top - 1;

    private bool IsInverting => _options.Rule is LearningRule.TargetPropagation or LearningRule.IncrementalTargetPropagation or LearningRule.Gait;

    private bool HasReadOuts => _options.Rule == LearningRule.LocalErrors || (_options.Rule == LearningRule.General && _options.AuxiliaryErrors);

    /// <summary>
    /// Forward weights drawn without the simulator. Those that are inverted lie about a permutation, some way from where they would be orthogonal, so that what single
    /// precision loses in an inverse is little.
    /// </summary>
    public WeightStore CreateWeights()
    {
        var store = WeightStore.Create(Network, seed: 3);
        for (var l = 1; l <= Top; l++)
        {
            var weights = store[Forward(l)];
            var draws = new TestDraws(40 + (ulong)l);
            var bound = (IsInverting ? 0.5 : 1.5) / Math.Sqrt(weights.Pre);
            var values = draws.Singles(weights.Post * weights.Pre, -bound, bound);
            for (var i = 0; IsInverting && i < weights.Post; i++)
            {
                values[(i * weights.Pre) + ((i + l) % weights.Pre)] += i % 3 == 0 ? -1 : 1;
            }

            weights.CopyFrom(values);
        }

        return store;
    }

    public Simulation Simulate(WeightStore weights, TestTrials trials, int batch, WorkerHost host, int pipeline, bool skipZeros = true) => new(
        Network,
        weights,
        trials,
        host,
        new SimulationOptions { Batch = batch, Pipeline = pipeline, Execution = new ExecutionOptions { Seed = NoiseSeed, SkipZeros = skipZeros } });

    /// <summary>All weights of the simulator, by projection.</summary>
    public static Dictionary<string, float[]> Read(WeightStore store)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var name in store.Projections)
        {
            values[name] = new float[store[name].Post * store[name].Pre];
            store[name].CopyTo(values[name]);
            if (store[name].HasBias)
            {
                values[$"{name} bias"] = new float[store[name].Post];
                store[name].CopyBiasTo(values[$"{name} bias"]);
            }
        }

        return values;
    }

    /// <summary>Rates and signals of the last trial, by layer.</summary>
    public static Dictionary<string, float[]> ReadLayers(Simulation simulation)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var layer in simulation.Spec.Populations.OfType<LayerSpec>().Where(layer => !layer.Name.StartsWith("auxiliary", StringComparison.Ordinal)))
        {
            var message = simulation.Newest(layer.Name);
            values[$"{layer.Name} rates"] = Values(message.Rate);
            values[$"{layer.Name} signals"] = Values(message.Signal!);
        }

        return values;
    }

    /// <summary>By the plain form: weights of the projections that learn, at the start and after every trial; rates and signals of the last.</summary>
    public (List<Dictionary<string, double[]>> Weights, Dictionary<string, double[]> Layers) RunPlainly(WeightStore weights, TestTrials trials, int count, int pipeline)
    {
        var net = Layers(weights);
        var (v, c) = Inverses(weights);
        var after = new List<Dictionary<string, double[]>> { Values(net, v, c) };
        var (trainer, run) = Trainer(net, weights, v, c, pipeline);
        for (var trial = 0; trial < count; trial++)
        {
            var inputs = trials.Inputs(trial);
            run(trial, inputs, _options.Reconstruct ? inputs : trials.Targets(trial), Math.Pow(_options.Rate.Decay, trials.EpochOf(trial)));
            after.Add(Values(net, v, c));
        }

        var layers = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var l = 1; l <= Top; l++)
        {
            layers[$"{Layer(l)} rates"] = [.. trainer.Last.Passes.SelectMany(pass => pass.H[l])];
            layers[$"{Layer(l)} signals"] = [.. trainer.Last.Deltas.SelectMany(delta => delta[l])];
        }

        return (after, layers);
    }

    private string Layer(int l) => l == 0 ? "input" : l == Top ? "output" : $"hidden{l}";

    private string Forward(int l) => $"{Layer(l - 1)}-{Layer(l)}";

    private static string Inverse(int l) => $"hidden{l}-hidden{l - 1}-inverse";

    private PlainLayers Layers(WeightStore weights)
    {
        var net = new PlainLayers(_units[0], Hidden)
        {
            Rho = Rho.Named(_options.Activation.ToString()),
            OutputRho = Rho.Named(_options.OutputActivation.ToString()),
            Loss = _options.Loss switch
            {
                Loss.SoftmaxCrossEntropy => PlainLoss.SoftmaxCrossEntropy,
                Loss.CrossEntropy => PlainLoss.BernoulliCrossEntropy,
                _ => PlainLoss.SquaredError,
            },
        };
        for (var l = 1; l <= Top; l++)
        {
            net.W[l] = GhostPair.Rows(weights[Forward(l)]);
            net.B[l] = GhostPair.Bias(weights[Forward(l)]);
        }

        return net;
    }

    private (double[][][] V, double[][] C) Inverses(WeightStore weights)
    {
        var (v, c) = (new double[Top][][], new double[Top][]);
        for (var l = 2; l < Top && _options.Rule == LearningRule.DifferenceTargetPropagation; l++)
        {
            (v[l], c[l]) = (GhostPair.Rows(weights[Inverse(l)]), GhostPair.Bias(weights[Inverse(l)]));
        }

        return (v, c);
    }

    private PlainFeedback Feedback(WeightStore weights)
    {
        var feedback = new PlainFeedback(Hidden);
        for (var l = 1; l <= Hidden; l++)
        {
            feedback.Direct[l] = Find(weights, HasReadOuts ? $"auxiliary{l}-hidden{l}" : $"output-hidden{l}");
            feedback.Above[l] = Find(weights, $"{Layer(l + 1)}-{Layer(l)}");
            feedback.Below[l] = Find(weights, $"{Layer(l - 1)}-{Layer(l)}-feedback");
        }

        return feedback;
    }

    private static double[][] Find(WeightStore weights, string name) => weights.Projections.Contains(name) ? GhostPair.Rows(weights[name]) : null!;

    private (PlainTrainer Trainer, Action<int, double[][], double[][], double> Run) Trainer(PlainLayers net, WeightStore weights, double[][][] v, double[][] c, int pipeline)
    {
        var settings = Settings(_options.Optimiser, _options.Rate);
        if (_options.Rule == LearningRule.DifferenceTargetPropagation)
        {
            var inverse = Settings(_options.InverseOptimiser, _options.InverseRate);
            var difference = new PlainDifferenceTrainer(net, v, c, settings, inverse, _options.TargetStep, !_options.WithoutDifference, pipeline);
            return (difference.Forward, (trial, inputs, targets, factor) => difference.RunTrial(inputs, targets, Noise(trial, inputs.Length), factor));
        }

        var feedback = Feedback(weights);
        var trainer = new PlainTrainer(net, settings, (layers, pass, target) => Signals(layers, pass, target, feedback)) { Pipeline = pipeline, Waits = Waits };
        return (trainer, (_, inputs, targets, factor) => trainer.RunTrial(inputs, targets, factor));
    }

    private double[][] Signals(PlainLayers net, PlainPass pass, double[] labels, PlainFeedback feedback)
    {
        // Outputs beyond the classes are right as they are.
        var target = PlainTargets.OutputTarget(pass.H[Top], labels);
        return Signals(net, pass, feedback, target);
    }

    private double[][] Signals(PlainLayers net, PlainPass pass, PlainFeedback feedback, double[] target) => _options.Rule switch
    {
        LearningRule.Backprop => PlainSignals.Backprop(net, pass, target),
        LearningRule.FeedbackAlignment => PlainSignals.FeedbackAlignment(net, pass, target, feedback.Above),
        LearningRule.DirectFeedbackAlignment => PlainSignals.DirectFeedbackAlignment(net, pass, target, feedback.Direct),
        LearningRule.LocalErrors => PlainSignals.LocalErrors(net, pass, target, feedback.Direct),
        LearningRule.General => PlainSignals.General(net, pass, target, feedback, _options.Strategy, _options.AuxiliaryErrors, Enum.Parse<PlainCombination>(_options.Combination.ToString())),
        LearningRule.TargetPropagation => PlainTargets.Signals(PlainTargetRule.Full, net, pass, target),
        LearningRule.IncrementalTargetPropagation => PlainTargets.Signals(PlainTargetRule.Incremental, net, pass, target),
        _ => PlainTargets.Signals(PlainTargetRule.GradientAdjusted, net, pass, target),
    };

    /// <summary>Layers that do not have to wait: the output, and those whose only errors are of their own read-out or come from below.</summary>
    private bool Waits(int layer) => layer != Top && _options.Rule switch
    {
        LearningRule.LocalErrors => false,
        LearningRule.General when _options.AuxiliaryErrors => _options.Strategy != 2 && layer < Hidden,
        _ => true,
    };

    /// <summary>Every number by its key, as the simulator promises to draw them.</summary>
    private double[][][] Noise(int trial, int batch)
    {
        var noise = new double[batch][][];
        for (var sample = 0; sample < batch; sample++)
        {
            noise[sample] = new double[Hidden][];
            for (var l = 1; l < Hidden; l++)
            {
                var stream = new RandomStream(new RandomKey(NoiseSeed, $"hidden{l}", "noise").ForStep(trial).ForSample(sample));
                noise[sample][l] = [.. Enumerable.Range(0, _units[l]).Select(unit => _options.Corruption * stream.Normal(unit))];
            }
        }

        return noise;
    }

    private Dictionary<string, double[]> Values(PlainLayers net, double[][][] v, double[][] c)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var l = 1; l <= Top; l++)
        {
            values[Forward(l)] = Dense.Flatten(net.W[l]);
            values[$"{Forward(l)} bias"] = [.. net.B[l]];
            if (l < Top && v[l] is not null)
            {
                values[Inverse(l)] = Dense.Flatten(v[l]);
                values[$"{Inverse(l)} bias"] = [.. c[l]];
            }
        }

        return values;
    }

    private static float[] Values(PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        return values;
    }

    private static PlainOptimiserSettings Settings(Optimiser optimiser, LearningRate rate) => new()
    {
        Kind = optimiser.Kind switch
        {
            OptimiserKind.Sgd => PlainOptimiserKind.Sgd,
            OptimiserKind.Momentum => PlainOptimiserKind.Momentum,
            OptimiserKind.Adam => PlainOptimiserKind.Adam,
            _ => PlainOptimiserKind.RmsProp,
        },
        Centred = optimiser.Kind == OptimiserKind.CentredRmsProp,
        Sum = optimiser.Reduction == Reduction.Sum,
        Rate = rate.Initial,
        Momentum = optimiser.Momentum,
        SquareDecay = optimiser.SquareDecay,
        Epsilon = optimiser.Epsilon,
        BiasCorrection = optimiser.BiasCorrection,
        WeightDecay = optimiser.WeightDecay,
        Orthogonality = optimiser.Orthogonality,
    };
}
