using Neuro.Experiments.Measures;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Studies;

/// <summary>One trial of a network without plasticity, of which the ends of all phases are known.</summary>
/// <remarks>On one worker of its own.</remarks>
internal sealed class NudgedNetwork
{
    private readonly Dictionary<string, PhaseRecorder> _recorders;

    /// <summary>Runs the trial.</summary>
    /// <param name="network">The network.</param>
    /// <param name="trials">What it shows.</param>
    /// <param name="samples">Samples of the trial.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="prepare">Changes the weights before; null for nothing.</param>
    public NudgedNetwork(NetworkSpec network, NudgeTrials trials, int samples, ulong seed, Action<WeightStore>? prepare = null)
    {
        (Network, Trials, Samples) = (network, trials, samples);
        Weights = WeightStore.Create(network, seed);
        prepare?.Invoke(Weights);
        using var host = new WorkerHost(1);
        var simulation = new Simulation(network, Weights, trials, host, new SimulationOptions { Batch = samples, Plasticity = false, Execution = new ExecutionOptions { Seed = seed } });
        _recorders = network.Populations.OfType<DynamicSpec>().ToDictionary(population => population.Name, population => PhaseRecorder.Attach(simulation, population.Name), StringComparer.Ordinal);
        simulation.Run(1);
    }

    /// <summary>The network.</summary>
    public NetworkSpec Network { get; }

    /// <summary>Its weights.</summary>
    public WeightStore Weights { get; }

    /// <summary>What it was shown.</summary>
    public NudgeTrials Trials { get; }

    /// <summary>Samples of the trial.</summary>
    public int Samples { get; }

    /// <summary>The names of its layers, from the first hidden one to the output.</summary>
    public static IReadOnlyList<string> Layers(int depth) => [.. Enumerable.Range(1, depth).Select(layer => $"hidden{layer}"), "output"];

    /// <summary>A population at the end of a phase.</summary>
    public PhaseRecord At(string population, string phase) => _recorders[population][phase];

    /// <summary>States of a population at the end of a phase, of one sample.</summary>
    public double[] StateOf(string population, string phase, int sample)
    {
        var units = Network.Population(population).Units;
        return Array.ConvertAll(At(population, phase).State[(sample * units)..((sample + 1) * units)], state => (double)state);
    }

    /// <summary>Inputs, a row for each sample.</summary>
    public IReadOnlyList<double[]> Inputs() => Rows(Network.Population("input").Units, TrialContent.Input);

    /// <summary>Targets, samples by units.</summary>
    public double[] Targets() => [.. Rows(NudgeDepthOptions.Outputs, TrialContent.Target).SelectMany(row => row)];

    private IReadOnlyList<double[]> Rows(int units, TrialContent content)
    {
        var rates = new PanelMatrix(Samples, units);
        Trials.Fill(0, content, rates);
        return [.. Enumerable.Range(0, Samples).Select(sample => Enumerable.Range(0, units).Select(unit => (double)rates[sample, unit]).ToArray())];
    }
}
