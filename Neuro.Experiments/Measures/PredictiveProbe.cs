using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Runtime;
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
    private readonly ProbeTrial _trial;
    private readonly IReadOnlyList<ValueSpec> _layers;
    private readonly IReadOnlyList<ErrorSpec> _errors;
    private readonly PhaseSpec _nudged;

    public PredictiveProbe(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, int samples)
    {
        _network = network;
        _weights = weights;
        _trial = new ProbeTrial(network, weights, images, host, execution, samples);
        _layers = [.. network.Populations.OfType<ValueSpec>()];
        _errors = [.. _layers.Select(layer => (ErrorSpec)network.Population(network.Projections.First(p => p.Source == layer.Name && p.Port == Port.Teach).Target))];

        // In continuous time there is but one phase, nudged or not.
        _nudged = network.Phases.FirstOrDefault(phase => phase.Nudging != 0) ?? network.Phases[^1];
    }

    /// <inheritdoc/>
    public long Trials
    {
        get => _trial.Count;
        set => _trial.Count = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<LayerSpeed> Speeds { get; private set; } = [];

    /// <summary>beta / Sigma_L, by which errors are larger than deltas while nothing else moves.</summary>
    private double Scale => (_layers[^1].Clamps ? 1 : _nudged.Nudging) / _errors[^1].Variance;

    /// <inheritdoc/>
    public IReadOnlyList<LayerMeasures> Measure()
    {
        _trial.Run();
        var samples = Enumerable.Range(0, _trial.Images.Count).ToList();
        var gradient = new ForwardGradient(
            _weights,
            _errors.Select(error => _network.Projections.First(p => p.Target == error.Name && p.Port == Port.Basal)),
            [.. _layers.Select(_ => 1.0)],
            [.. _layers.Select(layer => layer.Activation)],
            [.. samples.Select(sample => ImageRates.Of(_trial.Images, sample))]);
        var byRates = gradient.ByRates(Missed(gradient.Rates(_layers.Count - 1)));

        // The output is set, or pulled: it has nothing to settle to.
        var hidden = Enumerable.Range(0, _layers.Count - 1).ToList();
        var speeds = hidden.ConvertAll(k => Math.Sqrt(samples.Sum(sample => Drive(gradient, k, sample)) / samples.Count / _layers[k].Units));
        Speeds = [.. hidden.Select(k => new LayerSpeed(_layers[k].Name, speeds[k]))];
        return [.. hidden.Select(k => Measure(k, gradient.ByStates(k, byRates[k]), speeds[k]))];
    }

    /// <summary>mu_L - d.</summary>
    private double[] Missed(double[] output)
    {
        var units = _layers[^1].Units;
        return [.. output.Select((rate, at) => rate - (at % units == _trial.Images.Labels[at / units] ? 1 : 0))];
    }

    private LayerMeasures Measure(int k, double[] deltas, double speed)
    {
        var own = _trial[_errors[k].Name, _nudged.Name].Rate;
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

    /// <summary>Sum of squares of tau ds/dt = -e + rho'(s) (W^T e_above) at the end of the nudged phase, of a sample.</summary>
    private double Drive(ForwardGradient gradient, int k, int sample)
    {
        var drive = new double[_layers[k].Units];
        gradient.Weights(k + 1).AddTransposedTo(Row(_trial[_errors[k + 1].Name, _nudged.Name].Rate, sample, _layers[k + 1].Units), drive);
        var states = _nudged.HoldsRates ? gradient.States(k)[(sample * drive.Length)..((sample + 1) * drive.Length)] : Row(_trial[_layers[k].Name, _nudged.Name].State, sample, drive.Length);
        var errors = Row(_trial[_errors[k].Name, _nudged.Name].Rate, sample, drive.Length);
        for (var i = 0; i < drive.Length; i++)
        {
            drive[i] = (drive[i] * ActivationValue.Slope(_layers[k].Activation, states[i])) - errors[i];
        }

        return Vectors.Dot(drive, drive);
    }

    private static double[] Row(float[] values, int sample, int units) => Array.ConvertAll(values[(sample * units)..((sample + 1) * units)], v => (double)v);
}
