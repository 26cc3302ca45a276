using Neuro.Experiments.Data;
using Neuro.Experiments.Running;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>The trial of a probe: the first samples of a set, shown to a network on separate state over the same weights, without lasting plasticity. The ends of its phases are recorded.</summary>
internal sealed class ProbeTrial
{
    private readonly ImageTrials _trials;
    private readonly Dictionary<string, PhaseRecorder> _recorders;

    /// <summary>Prepares the trial.</summary>
    /// <param name="network">The network as it is probed.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="images">The set.</param>
    /// <param name="host">The workers.</param>
    /// <param name="execution">How it is computed.</param>
    /// <param name="samples">How many samples it shows.</param>
    public ProbeTrial(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, int samples)
    {
        Images = images.Slice(images.Name, 0, samples);
        _trials = new ImageTrials(Images, samples);
        Simulation = new Simulation(network, weights, _trials, host, new SimulationOptions { Batch = samples, Plasticity = false, Execution = execution });
        _recorders = network.Populations.OfType<DynamicSpec>().ToDictionary(population => population.Name, population => PhaseRecorder.Attach(Simulation, population.Name), StringComparer.Ordinal);
    }

    /// <summary>The samples.</summary>
    public ImageSet Images { get; }

    /// <summary>The network that is probed.</summary>
    public Simulation Simulation { get; }

    /// <summary>Trials so far; may be set before the first one, where a run goes on.</summary>
    public long Count
    {
        get => Simulation.TrialsBegun;
        set => Simulation.SkipTo(value);
    }

    /// <summary>A population with a state at the end of a phase of the last trial.</summary>
    public PhaseRecord this[string population, string phase] => _recorders[population][phase];

    /// <summary>Runs it once more.</summary>
    public void Run()
    {
        _trials.BeginPass(Simulation.TrialsBegun, Images);
        Simulation.Run(1);
    }
}
