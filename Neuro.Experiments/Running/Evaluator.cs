using Neuro.Experiments.Data;
using Neuro.Runtime;
using Neuro.Units.Losses;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Answers of the network on a set of images, by its own phases up to the read-out, on separate state over the same weights.</summary>
internal sealed class Evaluator
{
    private readonly Simulation _simulation;
    private readonly ImageTrials _trials;
    private readonly ReadOut _readOut;

    public Evaluator(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, ShardPlan shards, int batch, Loss loss, bool reconstructs = false)
    {
        // Who is examined is shown no target, also where learning never stops.
        var upToReadOut = network.Phases.Take(network.Phases.ToList().FindIndex(p => p.ReadOut) + 1).Select(phase => phase with { Nudging = 0 });
        _trials = new ImageTrials(images, batch);
        _readOut = new ReadOut(_trials, loss, reconstructs ? null : images.Classes, potentials: NetworkConfiguration.Potentials(network));
        _simulation = new Simulation(network.WithPhases(upToReadOut), weights, _trials, host, new SimulationOptions { Batch = batch, Plasticity = false, Execution = execution, Shards = shards });
        _simulation.Observe("output", _readOut);
    }

    /// <summary>Trials so far; may be set before the first one, where a run goes on.</summary>
    public long Trials
    {
        get => _simulation.TrialsBegun;
        set => _simulation.SkipTo(value);
    }

    /// <summary>Mean loss per sample of the images shown last.</summary>
    public double Loss => _readOut.Loss;

    /// <summary>Right answers in per cent.</summary>
    public double Accuracy(ImageSet images)
    {
        _trials.BeginPass(_simulation.TrialsBegun, images);
        _readOut.Reset();
        _simulation.Run(_trials.PaddedTrials);
        return _readOut.Accuracy;
    }
}
