using Neuro.Experiments.Data;
using Neuro.Experiments.Running;
using Neuro.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>A layered network that says all that it would say in a trial on some images, and changes nothing.</summary>
/// <param name="network">The network.</param>
/// <param name="weights">Its weights.</param>
/// <param name="images">The images, all of one trial.</param>
/// <param name="execution">How populations compute.</param>
internal sealed class StillNetwork(NetworkSpec network, WeightStore weights, ImageSet images, ExecutionOptions execution)
{
    /// <summary>What each layer's forward weights are to change by, from below, and what backprop would have them change by.</summary>
    /// <exception cref="Runtime.ControlPlane.SimulationFailedException">A population failed.</exception>
    public IReadOnlyList<(LayerUpdate Own, LayerUpdate Backprop)> Updates() => LayerUpdates.Of(Run(network), weights, images.Count);

    /// <summary>Rates of the output, row-major <c>images x units</c>.</summary>
    /// <exception cref="Runtime.ControlPlane.SimulationFailedException">A population failed.</exception>
    public float[] Answers()
    {
        var upToReadOut = network.Phases.Take(network.Phases.ToList().FindIndex(phase => phase.ReadOut) + 1);
        var rates = Run(network.WithPhases(upToReadOut)).Newest("output").Rate;
        var values = new float[rates.Batch * rates.Units];
        rates.CopyTo(values);
        return values;
    }

    private Simulation Run(NetworkSpec shown)
    {
        using var host = new WorkerHost(1);
        var simulation = new Simulation(
            shown, weights, new ImageTrials(images, images.Count), host, new SimulationOptions { Batch = images.Count, Plasticity = false, Execution = execution });
        simulation.Run(1);
        return simulation;
    }
}
