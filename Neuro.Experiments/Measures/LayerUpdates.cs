using Neuro.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Measures;

/// <summary>What the layers of a network that has just shown a trial would change, beside what backprop would.</summary>
internal static class LayerUpdates
{
    /// <summary>What each layer's forward weights are to change by, from below, and what backprop would have them change by.</summary>
    /// <param name="simulation">The network, which has run a trial without lasting plasticity.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="samples">Samples of the trial.</param>
    public static IReadOnlyList<(LayerUpdate Own, LayerUpdate Backprop)> Of(Simulation simulation, WeightStore weights, int samples)
    {
        var network = simulation.Spec;
        var layers = LayeredGradient.LayersOf(network);
        var signals = layers.Select(layer => Values(simulation.Newest(layer.Name).Signal!)).ToList();
        var backprop = new LayeredGradient(network, weights).Signals([.. layers.Select(layer => Values(simulation.Newest(layer.Name).State!))], signals[^1]);
        return [.. layers.Select((layer, at) =>
        {
            var forward = LayeredGradient.Forward(network, layer);
            var rates = First(Values(simulation.Newest(forward.Source).Rate), samples, weights[forward.Name].Pre);
            return (new LayerUpdate(layer.Name, samples, signals[at], rates), new LayerUpdate(layer.Name, samples, backprop[at], rates));
        })];
    }

    /// <summary>The first units of each sample: where widths shrink, a layer reads no others.</summary>
    private static double[] First(double[] rates, int samples, int read)
    {
        var units = rates.Length / samples;
        return units == read ? rates : [.. Enumerable.Range(0, samples).SelectMany(sample => rates.AsSpan(sample * units, read).ToArray())];
    }

    private static double[] Values(PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        return Array.ConvertAll(values, value => (double)value);
    }
}
