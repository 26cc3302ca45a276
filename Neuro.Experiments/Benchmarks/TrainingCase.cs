using Neuro.Experiments.Data;
using Neuro.Experiments.Models;
using Neuro.Experiments.Running;
using Neuro.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Benchmarks;

/// <summary>The network that all training benchmarks run: model MA, 784-500-10, 20 + 8 steps from states 0.</summary>
internal static class TrainingCase
{
    public static NetworkSpec Network { get; } = GhostNetwork.Build(Options);

    public static GhostNetworkOptions Options => new() { Sweep = false, PredictionSteps = 20, NudgingSteps = 8 };

    public static ImageTrials Trials(DataSet data, int batch)
    {
        var trials = new ImageTrials(data.Train, batch);
        trials.BeginPass(0, data.Train);
        return trials;
    }

    public static Simulation Simulation(DataSet data, int batch, WorkerHost host) =>
        new(Network, WeightStore.Create(Network, 1), Endless(data, batch), host, new SimulationOptions { Batch = batch });

    /// <summary>Trials that start over at the end of the data, so that a benchmark may run as long as it likes.</summary>
    public static Runtime.Feeding.ITrialSource Endless(DataSet data, int batch) => new EndlessTrials(Trials(data, batch));
}
