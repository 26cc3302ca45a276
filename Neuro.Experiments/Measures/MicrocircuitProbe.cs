using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Runtime;
using Neuro.Units.Activations;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>
/// Measures every hidden layer of a network of microcircuits on a fixed batch, without lasting plasticity and on separate state: what its interneurons leave of the feedback, how far
/// they are from the units above, and how far their weights are from self-predicting ones.
/// </summary>
internal sealed class MicrocircuitProbe : IProbe
{
    private readonly NetworkSpec _network;
    private readonly WeightStore _weights;
    private readonly ProbeTrial _trial;
    private readonly List<DendriticSpec> _layers;
    private readonly string _answer;

    public MicrocircuitProbe(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, int samples)
    {
        var read = network.Phases.First(phase => phase.ReadOut);
        // In a sweep nothing comes from above: a step more, with feedback and without a target, shows what would.
        _network = read.Feedback
            ? network.WithPhases([.. network.Phases.TakeWhile(phase => phase != read), read])
            : network.WithPhases([.. network.Phases.TakeWhile(phase => phase != read), read, new PhaseSpec("look", 1) { StepRatio = 1 }]);
        _answer = _network.Phases[^1].Name;
        _weights = weights;
        _trial = new ProbeTrial(_network, weights, images, host, execution, samples);
        _layers = [.. _network.Populations.OfType<DendriticSpec>()];
    }

    /// <inheritdoc/>
    public long Trials
    {
        get => _trial.Count;
        set => _trial.Count = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<LayerResponse> Responses { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<LayerMeasures> Measure()
    {
        _trial.Run();
        LayerMeasures[] measures = [.. Enumerable.Range(0, _layers.Count - 1).Select(Measure)];
        Responses = [.. measures.Zip(_layers, (measured, layer) => new LayerResponse(layer.Name, Slope(layer), Strayed(layer.Name), measured.Cancellation))];
        return measures;
    }

    /// <summary>The mean slope of a layer's rates, as a part of the steepest one.</summary>
    private double Slope(DendriticSpec layer) => _trial[layer.Name, _answer].State.Average(u => ActivationValue.Slope(layer.Activation, u)) / (layer.Activation == Activation.Sigmoid ? 0.25 : 1);

    /// <summary>How far interneurons are from the units above, over the potentials of these, or over 1, the scale on which rates change, where these are smaller; null without interneurons.</summary>
    private double? Strayed(string layer)
    {
        if (Find(layer, Port.Cancel) is not { } cancel)
        {
            return null;
        }

        var above = _trial[Find(layer, Port.Apical)!.Source, _answer].State;
        return Vectors.Distance(above, _trial[cancel.Source, _answer].State) / Math.Max(Vectors.Norm(above), Math.Sqrt(above.Length));
    }

    private LayerMeasures Measure(int layer)
    {
        var (name, above) = (_layers[layer].Name, _layers[layer + 1]);
        var feedback = Find(name, Port.Apical)!;
        var forward = _network.Projections.First(p => p.Source == name && p.Target == above.Name && p.Port == Port.Basal);
        var cancel = Find(name, Port.Cancel);
        var record = _trial[name, _answer];
        double? speed = Vectors.Distance(record.State, record.StateBefore) / Math.Sqrt(record.State.Length) / _network.TimeStep;
        var asymmetry = WeightAsymmetry.Of(_network, _weights, forward, feedback);
        if (cancel is null)
        {
            return new LayerMeasures(name, null, null, null, null, null, null, speed, null, null, asymmetry);
        }

        var inter = (InterneuronSpec)_network.Population(cancel.Source);
        var taught = _trial[above.Name, _answer].State;
        var scale = above.BasalGain / inter.BasalGain;
        var mirrored = Array.ConvertAll(ProjectionWeights.Of(_weights, forward), weight => (float)(scale * weight));
        return new LayerMeasures(
            name,
            null,
            null,
            Vectors.Distance(record.Apical, record.Cancel) / Vectors.Norm(record.Apical),
            Vectors.Distance(taught, _trial[inter.Name, _answer].State) / Vectors.Norm(taught),
            Vectors.Distance(ProjectionWeights.Of(_weights, Find(inter.Name, Port.Basal)!), mirrored),
            Vectors.Distance(ProjectionWeights.Of(_weights, cancel), ProjectionWeights.Of(_weights, feedback)),
            speed,
            null,
            null,
            asymmetry)
        {
            FeedbackAngle = Angle(forward, feedback),
        };
    }

    private ProjectionSpec? Find(string target, Port port) => _network.Projections.FirstOrDefault(p => p.Target == target && p.Port == port);

    private double Angle(ProjectionSpec forward, ProjectionSpec feedback) =>
        Vectors.Angle(Array.ConvertAll(ProjectionWeights.Of(_weights, forward), w => (double)w), Array.ConvertAll(Turned(feedback), w => (double)w));

    /// <summary>The transpose of a projection's weights.</summary>
    private float[] Turned(ProjectionSpec projection)
    {
        var weights = _weights[projection.Name];
        var turned = new float[weights.Post * weights.Pre];
        for (var post = 0; post < weights.Post; post++)
        {
            for (var pre = 0; pre < weights.Pre; pre++)
            {
                turned[(pre * weights.Post) + post] = weights[post, pre];
            }
        }

        return turned;
    }
}
