using MathNet.Numerics.LinearAlgebra;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

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
        var states = _layers.Select(layer => Values(_simulation.Newest(layer.Name).State!)).ToList();
        var top = Values(_simulation.Newest(_layers[^1].Name).Signal!);
        var gradients = new LayeredGradient(_network, _weights).Signals(states, top);
        return [.. Enumerable.Range(0, _layers.Count - 1).Select(layer => Measure(layer, gradients[layer]))];
    }

    private LayerMeasures Measure(int layer, double[] backprop)
    {
        var spec = _layers[layer];
        var signal = Values(_simulation.Newest(spec.Name).Signal!);
        var forward = LayeredGradient.Forward(_network, spec);
        var below = Values(_simulation.Newest(forward.Source).Rate);
        var samples = _images.Count;
        var (own, theirs, both) = (Inner(signal, signal, below, samples), Inner(backprop, backprop, below, samples), Inner(signal, backprop, below, samples));
        return new LayerMeasures(spec.Name, Cosine(signal, backprop), Vectors.Norm(signal) / Vectors.Norm(backprop), null, null, null, null, null, null, null, null)
        {
            UpdateAlignment = both / Math.Sqrt(own * theirs),
            UpdateRatio = Math.Sqrt(own / theirs),
            FeedbackAngle = FeedbackAngle(layer),
            InverseAngle = InverseAngle(layer),
            Condition = _simulation.Population(_layers[layer + 1].Name) is LayerPopulation { WeightInverse: { } inverse } ? inverse.Condition : null,
        };
    }

    private static double Cosine(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / (Vectors.Norm(a) * Vectors.Norm(b));

    /// <summary>Inner product of two changes, each a sum over samples of signal times rate, without forming them: <c>sum (delta_b . delta'_c) (h_b . h_c)</c>.</summary>
    private static double Inner(double[] first, double[] second, double[] rates, int samples)
    {
        var (units, pre) = (first.Length / samples, rates.Length / samples);
        var sum = 0.0;
        for (var b = 0; b < samples; b++)
        {
            for (var c = 0; c < samples; c++)
            {
                sum += Dot(first.AsSpan(b * units, units), second.AsSpan(c * units, units)) * Dot(rates.AsSpan(b * pre, pre), rates.AsSpan(c * pre, pre));
            }
        }

        return sum;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
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

    private static double[] Values(PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        return Array.ConvertAll(values, value => (double)value);
    }
}
