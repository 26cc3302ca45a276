using System.Globalization;
using Neuro.Experiments.Models;

namespace Neuro.Experiments.Benchmarks;

/// <summary>A settling model as the peer <c>settling.py</c> takes it.</summary>
/// <param name="Command">The program and the options that stand for the model.</param>
/// <param name="Arrays">The arrays of the peer and the projections that they are here.</param>
internal sealed record SettlingPeer(IReadOnlyList<string> Command, IReadOnlyList<PeerArray> Arrays)
{
    /// <summary>Equilibrium propagation, or its form without tied weights.</summary>
    public static SettlingPeer Of(EnergyNetworkOptions options)
    {
        var layers = Layers(options.Hidden.Count);
        return new SettlingPeer(
            [
                .. Start(options.Tied ? "eqprop" : "vector-field", options.Inputs, options.Hidden, options.Outputs, options.Rates),
                "--step-ratio", Text(options.TimeStep / options.TimeConstant), "--free", Text(options.FreeSteps), "--nudged", Text(options.NudgedSteps), "--beta", Text(options.Nudging),
            ],
            [
                .. Forward(layers, layer => EnergyNetwork.Name(layers[layer - 1], layers[layer])),
                .. options.Tied ? [] : Enumerable.Range(1, options.Hidden.Count).Select(layer => new PeerArray($"U{layer}", null, EnergyNetwork.Name(layers[layer + 1], layers[layer]))),
            ]);
    }

    /// <summary>Predictive coding, or least action.</summary>
    public static SettlingPeer Of(PredictiveNetworkOptions options)
    {
        var layers = Layers(options.Hidden.Count);
        return new SettlingPeer(
            [
                .. Start(options.Continuous ? "least-action" : "predictive", options.Inputs, options.Hidden, options.Outputs, options.Rates),
                "--step-ratio", Text(options.TimeStep / options.TimeConstant), "--steps", Text(options.Steps), "--beta", Text(options.Nudging),
            ],
            [.. Forward(layers, layer => $"{layers[layer - 1]}-{PredictiveNetwork.Error(layer)}")]);
    }

    /// <summary>Microcircuits in continuous time, without biases.</summary>
    public static SettlingPeer Of(MicrocircuitNetworkOptions options)
    {
        var layers = Layers(options.Hidden.Count);
        double[] conductances = [options.Leak, options.Basal, options.Dendritic, options.Apical, options.Somatic];
        return new SettlingPeer(
            [
                .. Start("microcircuit", options.Inputs, options.Hidden, options.Outputs, options.ForwardRates),
                "--dt", Text(options.TimeStep), "--conductances", Text(conductances), "--inter-rate", Text(options.InterneuronRates[0]), "--cancel-rate", Text(options.CancellationRates[0]),
                "--steps", Text(options.PredictionSteps + options.TeachingSteps), "--taught", Text(options.TeachingSteps),
            ],
            [
                .. Enumerable.Range(1, layers.Length - 1).Select(layer => new PeerArray($"W{layer}", null, $"{layers[layer - 1]}-{layers[layer]}")),
                .. Enumerable.Range(1, options.Hidden.Count).SelectMany(layer => new[]
                {
                    new PeerArray($"U{layer}", null, $"{layers[layer + 1]}-{layers[layer]}"),
                    new PeerArray($"M{layer}", null, $"{layers[layer]}-{MicrocircuitNetwork.Interneurons(layer)}"),
                    new PeerArray($"V{layer}", null, $"{MicrocircuitNetwork.Interneurons(layer)}-{layers[layer]}"),
                }),
            ]);
    }

    private static IEnumerable<string> Start(string model, int inputs, IReadOnlyList<int> hidden, int outputs, IReadOnlyList<double> rates) =>
    [
        "settling.py", "--model", model, "--inputs", Text(inputs), "--hidden", Text(hidden[0]), "--layers", Text(hidden.Count), "--outputs", Text(outputs),
        "--rates", Text(rates),
    ];

    private static string[] Layers(int hidden) => ["input", .. Enumerable.Range(1, hidden).Select(layer => $"hidden{layer}"), "output"];

    private static IEnumerable<PeerArray> Forward(string[] layers, Func<int, string> projection) =>
        Enumerable.Range(1, layers.Length - 1).Select(layer => new PeerArray($"W{layer}", $"b{layer}", projection(layer)));

    private static string Text(IEnumerable<double> values) => string.Join(',', values.Select(Text));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
