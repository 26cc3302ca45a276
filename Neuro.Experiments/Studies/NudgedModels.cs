using Neuro.Experiments.Measures;
using Neuro.Experiments.Models;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Studies;

/// <summary>Networks of each kind, nudged until they have settled: their error signals, and the exact gradients that these should be.</summary>
/// <remarks>
/// Before the nudge every network is as learning would leave it at its best: ghosts and interneurons mirror exactly, values are predicted without error. So what is missing of the
/// gradient is missing because of the way that the nudge goes, and not because something has not been learned.
/// </remarks>
/// <param name="options">How the study is done.</param>
internal sealed class NudgedModels(NudgeDepthOptions options)
{
    /// <summary>Iterations in which a signal settles, for each layer that it passes and in all.</summary>
    private const int PerLayer = 40;
    private const int Always = 80;

    /// <summary>Logistic units let a quarter of a signal pass: weights so many times larger than Glorot and Bengio's keep its size about.</summary>
    private const double Spread = 4;

    /// <summary>
    /// Gain of the tied weights between two layers: a signal can run round any chain of such layers and still dies away, just below the half at which it would not. Nearly as much of a
    /// nudge as can arrive far below then does.
    /// </summary>
    private const double HopfieldGain = 0.49;
    private const double HopfieldInputGain = 0.1;

    /// <summary>The middle of the range of units and inputs.</summary>
    private const float Middle = 0.5f;

    /// <summary>The kinds, by name, and by a label of at most 11 letters.</summary>
    public IReadOnlyList<(string Name, string Label, Func<int, int, NudgedErrors> Measure)> All =>
    [
        ("ghosts", "ghosts", Ghosts), ("equilibrium propagation", "equilibrium", Hopfield), ("predictive coding", "predictive", Predictive), ("microcircuits", "circuits", Microcircuits),
    ];

    /// <summary>Ghosts that are copies of what they stand for: e / beta against -dC / drho(s).</summary>
    public NudgedErrors Ghosts(int depth, int number)
    {
        var network = GhostNetwork.Build(new GhostNetworkOptions
        {
            Model = GhostModel.MA,
            Inputs = options.Units,
            Hidden = Hidden(depth),
            Outputs = NudgeDepthOptions.Outputs,
            GhostsStartAsCopies = true,
            ForwardInitialiser = new GlorotUniform(Spread),
            UpperInitialiser = new GlorotUniform(Spread),
            Nudging = options.Nudging,
            PredictionSteps = Steps(depth),
            NudgingSteps = Steps(depth),
        });
        var run = Run(network, number);
        var gradient = Gradient(run, Chain(depth).Select(pair => GhostNetwork.Forward(pair.Below, pair.Layer)), Ones(depth), Same(Activation.Sigmoid, depth));
        var exact = gradient.ByRates(Minus(gradient.Rates(depth), run.Targets()));
        return Result("ghosts", depth, number, layer => Scaled(run.At(Layer(layer), "nudging").Error), layer => Negative(exact[layer - 1]));
    }

    /// <summary>(s^beta - s^0) / beta against minus the gradient by a current into each unit: recurrent backprop at the free state.</summary>
    public NudgedErrors Hopfield(int depth, int number)
    {
        var network = EnergyNetwork.Build(new EnergyNetworkOptions
        {
            Inputs = options.Units,
            Hidden = Hidden(depth),
            Outputs = NudgeDepthOptions.Outputs,
            ForwardInitialiser = new Orthogonal(HopfieldGain),
            FreeSteps = 6 * Steps(depth),
            NudgedSteps = 6 * Steps(depth),
            Nudging = options.Nudging,
            RandomSign = false,
            Particles = false,
        });
        var run = Run(network, number, weights => Centre(weights, depth));
        var settled = new SettledNetwork(network, run.Weights);
        var exact = run.Inputs().Select((input, sample) => settled.ExactGradient(
            settled.InputCurrent(input),
            [.. NudgedNetwork.Layers(depth).Select(name => run.StateOf(name, EnergyNetwork.Free, sample))],
            run.Trials.Label(sample, NudgeDepthOptions.Outputs))).ToList();
        return Result("equilibrium propagation", depth, number, layer => Scaled(Moved(run, Layer(layer))), layer => Negative([.. exact.SelectMany(sample => sample[layer - 1])]));
    }

    /// <summary>e / beta of error units against -dC / ds.</summary>
    public NudgedErrors Predictive(int depth, int number)
    {
        var network = PredictiveNetwork.Build(new PredictiveNetworkOptions
        {
            Inputs = options.Units,
            Hidden = Hidden(depth),
            Outputs = NudgeDepthOptions.Outputs,
            TimeStep = 2,
            Steps = 10 * Steps(depth),
            Clamped = false,
            Nudging = options.Nudging,
            ForwardInitialiser = new GlorotUniform(Spread),
        });
        var run = Run(network, number);
        var gradient = Gradient(run, Chain(depth).Select((pair, at) => $"{pair.Below}-{PredictiveNetwork.Error(at + 1)}"), Ones(depth), [.. Same(Activation.Sigmoid, depth).SkipLast(1), Activation.Linear]);
        var exact = gradient.ByRates(Minus(gradient.Rates(depth), run.Targets()));
        return Result("predictive coding", depth, number, layer => Scaled(run.At(PredictiveNetwork.Error(layer), "nudged").Rate), layer => Negative(gradient.ByStates(layer - 1, exact[layer - 1])));
    }

    /// <summary>Apical potentials of microcircuits whose interneurons mirror exactly, with feedback along the transposed weights, against -dC / dphi(u); their nudge has the strength of a conductance.</summary>
    public NudgedErrors Microcircuits(int depth, int number)
    {
        var network = MicrocircuitNetwork.Build(new MicrocircuitNetworkOptions
        {
            Inputs = options.Units,
            Hidden = Hidden(depth),
            Outputs = NudgeDepthOptions.Outputs,
            TimeStep = 0.2,
            PredictionSteps = 4 * Steps(depth),
            TeachingSteps = 4 * Steps(depth),
            ForwardInitialiser = new GlorotUniform(Spread),
            TransposedFeedback = true,
            SelfPredicting = true,
            KeepsState = false,
        });
        var run = Run(network, number);
        var layers = NudgedNetwork.Layers(depth);
        var gradient = Gradient(
            run,
            Chain(depth).Select(pair => network.Projections.First(p => p.Source == pair.Below && p.Target == pair.Layer && p.Port == Port.Basal).Name),
            [.. layers.Select(name => ((DendriticSpec)network.Population(name)).BasalGain)],
            Same(Activation.Sigmoid, depth));
        var exact = gradient.ByRates(Minus(gradient.States(depth), run.Targets()));
        var teaching = network.Phases[^1].Name;

        // A conductance is not a beta: all is compared per unit of what the output was moved by.
        var output = run.At("output", teaching).State;
        var strength = Vectors.Norm(output.Zip(gradient.States(depth), (moved, free) => moved - free).ToArray()) / Vectors.Norm(Minus(gradient.States(depth), run.Targets()));
        return Result("microcircuits", depth, number, layer => [.. run.At(Layer(layer), teaching).Error.Select(e => e / strength)], layer => Negative(exact[layer - 1]));
    }

    /// <summary>Weakens the input and sets biases so that every unit rests in the middle of its range when all inputs are: none is at an edge, where it would not move.</summary>
    private static void Centre(WeightStore weights, int depth)
    {
        var chain = Chain(depth).ToList();
        for (var layer = 0; layer < chain.Count; layer++)
        {
            var (below, name) = chain[layer];
            var up = weights[EnergyNetwork.Name(below, name)];
            var down = layer + 1 < chain.Count ? weights[EnergyNetwork.Name(chain[layer + 1].Layer, name)] : null;
            var bias = new float[up.Post];
            for (var unit = 0; unit < up.Post; unit++)
            {
                for (var pre = 0; layer == 0 && pre < up.Pre; pre++)
                {
                    up[unit, pre] *= (float)(HopfieldInputGain / HopfieldGain);
                }

                bias[unit] = Middle * (1 - Enumerable.Range(0, up.Pre).Sum(pre => up[unit, pre]) - (down is null ? 0 : Enumerable.Range(0, down.Pre).Sum(pre => down[unit, pre])));
            }

            up.CopyBiasFrom(bias);
        }
    }

    private NudgedErrors Result(string model, int depth, int number, Func<int, double[]> error, Func<int, double[]> gradient) =>
        new(model, depth, number, [.. Enumerable.Range(1, depth).Select(error)], [.. Enumerable.Range(1, depth).Select(gradient)]);

    private static ForwardGradient Gradient(NudgedNetwork run, IEnumerable<string> projections, IReadOnlyList<double> gains, IReadOnlyList<Activation> activations) =>
        new(run.Weights, projections.Select(run.Network.Projection), gains, activations, run.Inputs());

    private NudgedNetwork Run(NetworkSpec network, int number, Action<WeightStore>? prepare = null) =>
        new(network, new NudgeTrials(options.Seed, number), options.Samples, unchecked((ulong)((options.Seed * 1_000_003) + number)), prepare);

    private double[] Scaled(IEnumerable<float> errors) => [.. errors.Select(e => e / options.Nudging)];

    private static IEnumerable<float> Moved(NudgedNetwork run, string layer) => run.At(layer, "nudged").State.Zip(run.At(layer, EnergyNetwork.Free).State, (nudged, free) => nudged - free);

    private int[] Hidden(int depth) => [.. Enumerable.Repeat(options.Units, depth)];

    private static int Steps(int depth) => Always + (PerLayer * depth);

    private static string Layer(int layer) => $"hidden{layer}";

    private static double[] Ones(int depth) => [.. Enumerable.Repeat(1.0, depth + 1)];

    private static Activation[] Same(Activation activation, int depth) => [.. Enumerable.Repeat(activation, depth + 1)];

    private static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static double[] Negative(double[] a) => [.. a.Select(x => -x)];

    private static IEnumerable<(string Below, string Layer)> Chain(int depth)
    {
        IReadOnlyList<string> layers = ["input", .. NudgedNetwork.Layers(depth)];
        return layers.Zip(layers.Skip(1));
    }
}
