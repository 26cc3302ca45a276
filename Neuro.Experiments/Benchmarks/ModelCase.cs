using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Feeding;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Benchmarks;

/// <summary>A layered model that is measured.</summary>
/// <param name="Name">What it is called in the output.</param>
/// <param name="Options">The network.</param>
/// <param name="Batch">Samples per trial.</param>
internal sealed record ModelCase(string Name, LayeredNetworkOptions Options, int Batch) : IPeerCase
{
    private const ulong Seed = 1;
    private const int Width = 784;

    /// <summary>784-800-800-10, tanh under a softmax, descent along summed gradients.</summary>
    public static IReadOnlyList<ModelCase> Layered { get; } =
    [
        Of("bp", LearningRule.Backprop),
        Of("fa", LearningRule.FeedbackAlignment),
        Of("dfa", LearningRule.DirectFeedbackAlignment),
        Of("lafs", LearningRule.LocalErrors),
        .. from auxiliary in new[] { false, true }
           from strategy in new[] { 1, 2, 3 }
           select Of($"general s{strategy}, {(auxiliary ? "auxiliary" : "output")} errors", LearningRule.General, strategy, auxiliary),
    ];

    /// <summary>GAIT-prop in five layers of 784 units, by the recipe of its authors.</summary>
    public static ModelCase Gait { get; } = new(
        "gait",
        new LayeredNetworkOptions
        {
            Rule = LearningRule.Gait,
            Inputs = Width,
            Hidden = [Width, Width, Width, Width],
            Outputs = 10,
            Activation = Activation.LeakyRelu,
            OutputActivation = Activation.LeakyRelu,
            Loss = Loss.MeanSquaredError,
            Optimiser = new Optimiser { Kind = OptimiserKind.Adam, SquareDecay = 0.99, BiasCorrection = false, Orthogonality = 0.1 },
            Rate = new LearningRate(1e-4),
            ForwardInitialiser = new Orthogonal(),
        },
        60);

    /// <summary>The same model as it is checked, at a rate and with an optimiser under which rounding errors stay small beside what one trial changes.</summary>
    public ModelCase ForCheck => ModelPeer.IsInverse(Options.Rule)
        ? this with { Batch = 8, Options = Options with { Rate = new LearningRate(0.01), ForwardInitialiser = new BentOrthogonal(), Optimiser = Options.Optimiser with { Epsilon = 0.01 } } }
        : this with { Options = Options with { Rate = new LearningRate(0.1) } };

    /// <inheritdoc/>
    public int Inputs => Options.Inputs;

    /// <inheritdoc/>
    public int Outputs => Options.Outputs;

    /// <inheritdoc/>
    public IReadOnlyList<string> Command => ModelPeer.Command(Options);

    /// <inheritdoc/>
    public IReadOnlyList<string> CheckCommand => [.. Command, "--gamma", "0.01"];

    /// <inheritdoc/>
    public IReadOnlyList<PeerArray> Arrays => ModelPeer.Arrays(Options);

    /// <inheritdoc/>
    public Simulation On(WorkerHost host, ITrialSource source, int pipeline = 1)
    {
        var network = LayeredNetwork.Build(Options);
        return new Simulation(network, WeightStore.Create(network, Seed), source, host, new SimulationOptions { Batch = Batch, Pipeline = pipeline });
    }

    private static ModelCase Of(string name, LearningRule rule, int strategy = 1, bool auxiliary = false) => new(
        name,
        new LayeredNetworkOptions
        {
            Rule = rule,
            Strategy = strategy,
            AuxiliaryErrors = auxiliary,
            Inputs = Width,
            Hidden = [800, 800],
            Outputs = 10,
            Optimiser = new Optimiser { Reduction = Reduction.Sum },
            Rate = new LearningRate(0.001),
            BiasInitialiser = new Normal(1),
        },
        64);
}
