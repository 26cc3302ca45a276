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
    /// <summary>The network, with rates at which it learns: those of a batch would drive single samples into saturation.</summary>
    public static GhostNetworkOptions Options(int batch) => batch > 1
        ? new GhostNetworkOptions { Sweep = false, PredictionSteps = 20, NudgingSteps = 8 }
        : new GhostNetworkOptions
        {
            Sweep = false,
            PredictionSteps = 20,
            NudgingSteps = 8,
            ForwardRates = (0.5, 0.2, 0.02),
            MimicryRate = 0.2,
            CancellationRate = 0.5,
        };

    public static NetworkSpec Network(int batch) => GhostNetwork.Build(Options(batch));

    public static ImageTrials Trials(DataSet data, int batch)
    {
        var trials = new ImageTrials(data.Train, batch);
        trials.BeginPass(0, data.Train);
        return trials;
    }

    public static Simulation Simulation(DataSet data, int batch, WorkerHost host) =>
        new(Network(batch), WeightStore.Create(Network(batch), 1), Endless(data, batch), host, new SimulationOptions { Batch = batch });

    /// <summary>Trials that start over at the end of the data, so that a benchmark may run as long as it likes.</summary>
    public static Runtime.Feeding.ITrialSource Endless(DataSet data, int batch) => new EndlessTrials(Trials(data, batch));
}
