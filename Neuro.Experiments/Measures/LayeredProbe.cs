using MathNet.Numerics.LinearAlgebra;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>
/// Measures every hidden layer of a layered network on a fixed batch: a trial without lasting plasticity, on separate state, whose signals are compared with those of backprop
/// in double precision.
/// </summary>
internal sealed class LayeredProbe : IProbe
{
    private readonly NetworkSpec _network;
    private readonly WeightStore _weights;
    private readonly Simulation _simulation;
    private readonly ImageTrials _trials;
    private readonly ImageSet _images;
    private readonly IReadOnlyList<LayerSpec> _layers;

    public LayeredProbe(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, int samples)
    {
        _network = network;
        _weights = weights;
        _images = images.Slice(images.Name, 0, samples);
        _trials = new ImageTrials(_images, samples);
        _simulation = new Simulation(network, weights, _trials, host, new SimulationOptions { Batch = samples, Plasticity = false, Execution = execution });
        _layers = LayeredGradient.LayersOf(network);
    }

    /// <inheritdoc/>
    public long Trials
    {
        get => _simulation.TrialsBegun;
        set => _simulation.SkipTo(value);
    }

    /// <inheritdoc/>
    public IReadOnlyList<LayerMeasures> Measure()
    {
        _trials.BeginPass(_simulation.TrialsBegun, _images);
        _simulation.Run(1);
        var updates = LayerUpdates.Of(_simulation, _weights, _images.Count);
        return [.. Enumerable.Range(0, _layers.Count - 1).Select(layer => Measure(layer, updates[layer].Own, updates[layer].Backprop))];
    }

    private LayerMeasures Measure(int layer, LayerUpdate own, LayerUpdate backprop)
    {
        var (signals, theirs) = (Vectors.Norm(own.Signals), Vectors.Norm(backprop.Signals));
        return new LayerMeasures(own.Layer, Vectors.Dot(own.Signals, backprop.Signals) / (signals * theirs), signals / theirs, null, null, null, null, null, null, null, null)
        {
            UpdateAlignment = LayerUpdate.Cosine(own, backprop),
            UpdateRatio = own.Norm / backprop.Norm,
            FeedbackAngle = FeedbackAngle(layer),
            InverseAngle = InverseAngle(layer),
            Condition = _simulation.Population(_layers[layer + 1].Name) is LayerPopulation { WeightInverse: { } inverse } ? inverse.Condition : null,
        };
    }

    /// <summary>Fixed feedback to a layer from a layer above it, if it has one.</summary>
    private ProjectionSpec? Feedback(int layer) => _network.Projections.FirstOrDefault(p =>
        p.Target == _layers[layer].Name && p.Port == Port.Apical && _layers.Skip(layer + 1).Any(above => above.Name == p.Source));

    private double? FeedbackAngle(int layer)
    {
        if (Feedback(layer) is not { } feedback)
        {
            return null;
        }

        // The way back: the transpose of the product of all forward weights between the two.
        var above = _layers.Select(l => l.Name).ToList().IndexOf(feedback.Source);
        var way = Matrix(LayeredGradient.Forward(_network, _layers[layer + 1]));
        for (var next = layer + 2; next <= above; next++)
        {
            way = Matrix(LayeredGradient.Forward(_network, _layers[next])) * way;
        }

        return Vectors.Angle(Matrix(feedback).ToColumnMajorArray(), way.Transpose().ToColumnMajorArray());
    }

    private double? InverseAngle(int layer)
    {
        var forward = Matrix(LayeredGradient.Forward(_network, _layers[layer + 1]));
        var back = _network.Projections.FirstOrDefault(p => p.Target == _layers[layer].Name && p.Source == _layers[layer + 1].Name && p.Port is Port.Apical or Port.Inverse);
        return back is not null && back.Target == _layers[layer].Name && forward.RowCount == forward.ColumnCount
            ? Vectors.Angle(Matrix(back).ToColumnMajorArray(), forward.Inverse().ToColumnMajorArray())
            : null;
    }

    private Matrix<double> Matrix(ProjectionSpec projection)
    {
        var weights = _weights[projection.Name];
        return Matrix<double>.Build.Dense(weights.Post, weights.Pre, (i, j) => weights[i, j]);
    }
}
