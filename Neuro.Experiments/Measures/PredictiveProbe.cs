using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>
/// Measures a network of values and error units on a fixed batch: a trial without lasting plasticity from states of zero, whose errors are compared with the deltas of
/// backprop in double precision.
/// </summary>
internal sealed class PredictiveProbe : IProbe
{
    private readonly NetworkSpec _network;
    private readonly WeightStore _weights;
    private readonly Simulation _simulation;
    private readonly ImageTrials _trials;
    private readonly ImageSet _images;
    private readonly IReadOnlyList<ValueSpec> _layers;
    private readonly IReadOnlyList<ErrorSpec> _errors;
    private readonly PhaseSpec _nudged;
    private readonly Dictionary<string, PhaseRecorder> _recorders;

    public PredictiveProbe(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, int samples)
    {
        _network = network;
        _weights = weights;
        _images = images.Slice(images.Name, 0, samples);
        _trials = new ImageTrials(_images, samples);
        _simulation = new Simulation(network, weights, _trials, host, new SimulationOptions { Batch = samples, Plasticity = false, Execution = execution });
        _layers = [.. network.Populations.OfType<ValueSpec>()];
        _errors = [.. _layers.Select(layer => (ErrorSpec)network.Population(network.Projections.First(p => p.Source == layer.Name && p.Port == Port.Teach).Target))];

        // In continuous time there is but one phase, nudged or not.
        _nudged = network.Phases.FirstOrDefault(phase => phase.Nudging != 0) ?? network.Phases[^1];
        _recorders = network.Populations.OfType<DynamicSpec>().ToDictionary(p => p.Name, p => PhaseRecorder.Attach(_simulation, p.Name), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public long Trials
    {
        get => _simulation.TrialsBegun;
        set => _simulation.SkipTo(value);
    }

    /// <inheritdoc/>
    public IReadOnlyList<LayerSpeed> Speeds { get; private set; } = [];

    /// <summary>beta / Sigma_L, by which errors are larger than deltas while nothing else moves.</summary>
    private double Scale => (_layers[^1].Clamps ? 1 : _nudged.Nudging) / _errors[^1].Variance;

    /// <inheritdoc/>
    public IReadOnlyList<LayerMeasures> Measure()
    {
        _trials.BeginPass(_simulation.TrialsBegun, _images);
        _simulation.Run(1);
        var gradient = new PredictionGradient(_network, _weights);
        var deltas = _layers.Select(layer => new double[_images.Count * layer.Units]).ToArray();
        var sums = new double[_layers.Count];
        for (var sample = 0; sample < _images.Count; sample++)
        {
            var (states, own) = gradient.Of(ImageRates.Of(_images, sample), _images.Labels[sample]);
            for (var k = 0; k < _layers.Count; k++)
            {
                own[k].CopyTo(deltas[k], sample * _layers[k].Units);
                sums[k] += Drive(gradient, k, sample, states);
            }
        }

        // The output is set, or pulled: it has nothing to settle to.
        var speeds = sums.Select((sum, k) => Math.Sqrt(sum / _images.Count / _layers[k].Units)).ToList();
        Speeds = [.. _layers.SkipLast(1).Select((layer, k) => new LayerSpeed(layer.Name, speeds[k]))];
        return [.. Enumerable.Range(0, _layers.Count - 1).Select(k => Measure(k, deltas[k], speeds[k]))];
    }

    private LayerMeasures Measure(int k, double[] deltas, double speed)
    {
        var own = _recorders[_errors[k].Name][_nudged.Name].Rate;
        var back = _network.Projections.First(p => p.Target == _layers[k].Name && p.Port == Port.Apical);
        var ahead = _network.Projections.First(p => p.Target == back.Source && p.Port == Port.Basal);
        return new LayerMeasures(
            _layers[k].Name,
            -Vectors.Cosine(own, deltas),
            Vectors.Norm(own) / (Scale * Vectors.Norm(deltas)),
            null,
            null,
            null,
            null,
            null,
            speed / _layers[k].TimeConstant,
            null,
            WeightAsymmetry.Of(_network, _weights, ahead, back));
    }

    /// <summary>Sum of squares of tau ds/dt = -e + rho'(s) (W^T e_above) at the end of the nudged phase, of a sample; 0 for the output.</summary>
    private double Drive(PredictionGradient gradient, int k, int sample, double[][] sweep)
    {
        if (k == _layers.Count - 1)
        {
            return 0;
        }

        var drive = new double[_layers[k].Units];
        gradient.Weights(k + 1).AddTransposedTo(Row(_recorders[_errors[k + 1].Name][_nudged.Name].Rate, sample, _layers[k + 1].Units), drive);
        var states = _nudged.HoldsRates ? sweep[k] : Row(_recorders[_layers[k].Name][_nudged.Name].State, sample, drive.Length);
        var errors = Row(_recorders[_errors[k].Name][_nudged.Name].Rate, sample, drive.Length);
        for (var i = 0; i < drive.Length; i++)
        {
            drive[i] = (drive[i] * ActivationValue.Slope(_layers[k].Activation, states[i])) - errors[i];
        }

        return Vectors.Dot(drive, drive);
    }

    private static double[] Row(float[] values, int sample, int units) => Array.ConvertAll(values[(sample * units)..((sample + 1) * units)], v => (double)v);
}
