using MathNet.Numerics.LinearAlgebra;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
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
    private readonly ProbeTrial _trial;
    private readonly IReadOnlyList<LayerSpec> _layers;

    public LayeredProbe(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, int samples)
    {
        _network = network;
        _weights = weights;
        _trial = new ProbeTrial(network, weights, images, host, execution, samples);
        _layers = LayeredGradient.LayersOf(network);
    }

    /// <inheritdoc/>
    public long Trials
    {
        get => _trial.Count;
        set => _trial.Count = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<LayerMeasures> Measure()
    {
        _trial.Run();
        var updates = LayerUpdates.Of(_trial.Simulation, _weights, _trial.Images.Count);
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
            Condition = _trial.Simulation.Population(_layers[layer + 1].Name) is LayerPopulation { WeightInverse: { } inverse } ? inverse.Condition : null,
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
