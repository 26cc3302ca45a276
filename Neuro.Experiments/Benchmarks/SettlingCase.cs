using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Feeding;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Benchmarks;

/// <summary>A settling model that is measured: one hidden layer, from states 0 or in one stream.</summary>
/// <param name="Model">The name that the peer knows it by.</param>
/// <param name="Batch">Samples per trial.</param>
/// <param name="Inputs">Units of the input.</param>
/// <param name="Hidden">Units of the hidden layer.</param>
/// <param name="Outputs">Units of the output.</param>
internal sealed record SettlingCase(string Model, int Batch, int Inputs = 784, int Hidden = 500, int Outputs = 10) : IPeerCase
{
    private const ulong Seed = 1;
    private const int Iterations = 20;

    /// <summary>Every model at a small batch and at a larger one.</summary>
    public static IReadOnlyList<SettlingCase> All { get; } =
    [
        .. from model in new[] { "eqprop", "vector-field", "predictive", "least-action", "microcircuit" }
           from batch in new[] { 20, 100 }
           select new SettlingCase(model, batch),
    ];

    /// <summary>The same model as it is checked, at rates under which rounding errors stay small beside what one trial changes.</summary>
    public SettlingCase ForCheck => this with { Rates = Model is "least-action" or "microcircuit" ? [0.1] : [1] };

    /// <summary>Learning rates of the layers.</summary>
    public IReadOnlyList<double> Rates { get; init; } = Model is "eqprop" or "vector-field" ? [0.1, 0.05] : [0.01];

    /// <inheritdoc/>
    public string Name => $"{Model}, batch {Batch}";

    /// <inheritdoc/>
    public IReadOnlyList<string> Command => Peer.Command;

    /// <inheritdoc/>
    public IReadOnlyList<string> CheckCommand => Command;

    /// <inheritdoc/>
    public IReadOnlyList<PeerArray> Arrays => Peer.Arrays;

    /// <summary>The network.</summary>
    public NetworkSpec Network => Model switch
    {
        "eqprop" or "vector-field" => EnergyNetwork.Build(Energy),
        "predictive" or "least-action" => PredictiveNetwork.Build(Predictive),
        "microcircuit" => MicrocircuitNetwork.Build(Microcircuit),
        _ => throw Unknown,
    };

    private SettlingPeer Peer => Model switch
    {
        "eqprop" or "vector-field" => SettlingPeer.Of(Energy),
        "predictive" or "least-action" => SettlingPeer.Of(Predictive),
        "microcircuit" => SettlingPeer.Of(Microcircuit),
        _ => throw Unknown,
    };

    private EnergyNetworkOptions Energy => new()
    {
        Tied = Model == "eqprop",
        Inputs = Inputs,
        Hidden = [Hidden],
        Outputs = Outputs,
        FreeSteps = Iterations,
        RandomSign = false,
        Particles = false,
        Rates = Rates,
    };

    private PredictiveNetworkOptions Predictive => new()
    {
        Continuous = Model == "least-action",
        Inputs = Inputs,
        Hidden = [Hidden],
        Outputs = Outputs,
        Steps = Iterations,
        Nudging = Model == "least-action" ? 0.1 : 1,
        Rates = Rates,
    };

    private MicrocircuitNetworkOptions Microcircuit => new()
    {
        Inputs = Inputs,
        Hidden = [Hidden],
        Outputs = Outputs,
        PredictionSteps = Iterations / 2,
        TeachingSteps = Iterations / 2,
        ForwardRates = Rates,
        InterneuronRates = Rates,
        CancellationRates = Rates,
        ForwardInitialiser = new GlorotUniform(4),
    };

    private InvalidOperationException Unknown => new($"found model '{Model}', expected one that settling.py knows");

    /// <inheritdoc/>
    public Simulation On(WorkerHost host, ITrialSource source, int pipeline = 1) =>
        new(Network, WeightStore.Create(Network, Seed), source, host, new SimulationOptions { Batch = Batch, Pipeline = pipeline });
}
