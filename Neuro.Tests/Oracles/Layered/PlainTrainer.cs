namespace Neuro.Tests.Oracles.Layered;

/// <summary>Trials of a layered network one after another: passes of all samples, signals, one step of every layer's optimiser.</summary>
/// <param name="net">The network, which changes.</param>
/// <param name="settings">The optimiser of every layer.</param>
/// <param name="signals">delta_l of one sample.</param>
internal sealed class PlainTrainer(PlainLayers net, PlainOptimiserSettings settings, Func<PlainLayers, PlainPass, double[], double[][]> signals)
{
    private readonly PlainOptimiser[] _ofWeights = PerLayer(net, l => new PlainOptimiser(Of(settings, net.W[l]), net.Units(l), net.W[l][0].Length));
    private readonly PlainOptimiser[] _ofBiases = PerLayer(net, l => new PlainOptimiser(settings, 1, net.Units(l)));
    private readonly List<(double[][][] W, double[][] B)> _versions = [Copy(net)];

    /// <summary>Trials of which several are under way at once, each a step of all layers behind the next; 1 for none but the current.</summary>
    public int Pipeline { get; init; } = 1;

    /// <summary>Whether a layer has to wait for what layers above say of a trial, and so begins the next trials of the pipeline without having learned from it.</summary>
    public Func<int, bool> Waits { get; init; } = _ => false;

    /// <summary>What else is done with the passes of a trial before there are signals.</summary>
    public Action<PlainPass[]> BeforeSignals { get; init; } = _ => { };

    /// <summary>Passes and signals of the last trial, by sample.</summary>
    public (PlainPass[] Passes, double[][][] Deltas) Last { get; private set; }

    /// <summary>Learns from one trial: rates of layers that wait are of weights that had Pipeline - 1 changes fewer; signals go through the weights of now.</summary>
    /// <param name="factor">Of the learning rate.</param>
    public void RunTrial(double[][] inputs, double[][] targets, double factor = 1)
    {
        var late = _versions[Math.Max(0, _versions.Count - Pipeline)];
        var seen = new PlainLayers(net.Inputs, net.Top - 1) { Rho = net.Rho, OutputRho = net.OutputRho, Loss = net.Loss };
        for (var l = 1; l <= net.Top; l++)
        {
            (seen.W[l], seen.B[l]) = Waits(l) ? (late.W[l], late.B[l]) : (net.W[l], net.B[l]);
        }

        var passes = inputs.Select(seen.Forward).ToArray();
        BeforeSignals(passes);
        var deltas = passes.Zip(targets, (pass, target) => signals(net, pass, target)).ToArray();
        for (var l = 1; l <= net.Top; l++)
        {
            var (gradient, biasGradient) = Gradient(l, passes, deltas);
            _ofWeights[l].Step(net.W[l], gradient, factor);
            _ofBiases[l].StepBiases(net.B[l], biasGradient, factor);
        }

        _versions.Add(Copy(net));
        Last = (passes, deltas);
    }

    /// <summary>Minus the sum or mean over samples of signal times rate below.</summary>
    private (double[][] Weights, double[] Biases) Gradient(int layer, PlainPass[] passes, double[][][] deltas)
    {
        var factor = settings.Sum ? -1 : -1.0 / passes.Length;
        var weights = Dense.Zeros(net.Units(layer), net.W[layer][0].Length);
        var biases = new double[net.Units(layer)];
        for (var sample = 0; sample < passes.Length; sample++)
        {
            Dense.AddOuter(weights, factor, deltas[sample][layer], passes[sample].H[layer - 1][..net.W[layer][0].Length]);
            for (var i = 0; i < biases.Length; i++)
            {
                biases[i] += factor * deltas[sample][layer][i];
            }
        }

        return (weights, biases);
    }

    /// <summary>Only square weights are drawn towards orthogonality.</summary>
    private static PlainOptimiserSettings Of(PlainOptimiserSettings settings, double[][] weights) =>
        settings with { Orthogonality = weights.Length == weights[0].Length ? settings.Orthogonality : 0 };

    private static PlainOptimiser[] PerLayer(PlainLayers net, Func<int, PlainOptimiser> of) => [null!, .. Enumerable.Range(1, net.Top).Select(of)];

    private static (double[][][] W, double[][] B) Copy(PlainLayers net) =>
        ([[], .. net.W[1..].Select(Dense.Copy)], [[], .. net.B[1..].Select(b => (double[])b.Clone())]);
}
