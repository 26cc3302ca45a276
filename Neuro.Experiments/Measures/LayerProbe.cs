using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>
/// Measures every hidden layer on a fixed batch, as an observer outside the network: a trial with nudging but without lasting plasticity, on
/// separate state, compared with backprop in double precision.
/// </summary>
internal sealed class LayerProbe : IProbe
{
    private readonly NetworkSpec _network;
    private readonly WeightStore _weights;
    private readonly ProbeTrial _trial;
    private readonly List<string> _layers;

    public LayerProbe(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, int samples)
    {
        _network = network;
        _weights = weights;
        _trial = new ProbeTrial(network, weights, images, host, execution, samples);
        _layers = [.. network.Populations.OfType<PyramidalSpec>().Select(p => p.Name)];
    }

    /// <summary>Trials so far; may be set before the first one, where a run goes on.</summary>
    public long Trials
    {
        get => _trial.Count;
        set => _trial.Count = value;
    }

    /// <summary>Measures every hidden layer, from below.</summary>
    public IReadOnlyList<LayerMeasures> Measure()
    {
        _trial.Run();
        var gradients = new BackpropGradient(_network, _weights, _layers).Compute(_trial[_layers[0], Prediction].Basal, _trial.Images.Labels);
        var measures = new List<LayerMeasures>();
        for (var layer = 0; layer < _layers.Count - 1; layer++)
        {
            measures.Add(Measure(layer, gradients[layer]));
        }

        return measures;
    }

    private string Prediction => _network.Phases.First(p => p.ReadOut).Name;

    private PhaseSpec Nudging => _network.Phases.First(p => p.Nudging != 0);

    private LayerMeasures Measure(int layer, double[] gradient)
    {
        var name = _layers[layer];
        var above = _layers[layer + 1];
        var prediction = _trial[name, Prediction];
        var hasNudging = _network.Phases.Any(p => p.Nudging != 0);
        var nudging = hasNudging ? _trial[name, Nudging.Name] : null;
        var cancel = _network.Projections.FirstOrDefault(p => p.Target == name && p.Port == Port.Cancel);
        var teach = cancel is null ? null : _network.Projections.FirstOrDefault(p => p.Target == cancel.Source && p.Port == Port.Teach);
        var ghostForward = teach is null ? null : _network.Projections.First(p => p.Target == cancel!.Source && p.Port == Port.Basal);
        var feedback = _network.Projections.First(p => p.Target == name && p.Port == Port.Apical);
        var forward = _network.Projections.First(p => p.Source == name && p.Target == above && p.Port == Port.Basal);
        return new LayerMeasures(
            name,
            nudging is null ? null : -Vectors.Cosine(nudging.Error, gradient),
            nudging is null ? null : Vectors.Norm(nudging.Error) / (Nudging.Nudging * Vectors.Norm(gradient)),
            cancel is null ? null : Vectors.Distance(prediction.Apical, prediction.Cancel) / Vectors.Norm(prediction.Apical),
            teach is null ? null : Mimicry(teach),
            ghostForward is null ? null : WeightDistance(ghostForward, forward),
            teach is null ? null : WeightDistance(cancel!, feedback),
            Speed(prediction),
            nudging is null ? null : Speed(nudging),
            new LoopGain(_network, _weights).Of(name, above, feedback, forward, prediction, _trial[above, Prediction]),
            WeightAsymmetry.Of(_network, _weights, forward, feedback));
    }

    private double Mimicry(ProjectionSpec teach)
    {
        var taught = _trial[teach.Source, Prediction].State;
        return Vectors.Distance(taught, _trial[teach.Target, Prediction].State) / Vectors.Norm(taught);
    }

    private double WeightDistance(ProjectionSpec first, ProjectionSpec second) =>
        Vectors.Distance(ProjectionWeights.Of(_weights, first), ProjectionWeights.Of(_weights, second));

    private double Speed(PhaseRecord record) =>
        Vectors.Distance(record.State, record.StateBefore) / Math.Sqrt(record.State.Length) / _network.TimeStep;
}
