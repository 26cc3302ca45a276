namespace Neuro.Tests.Oracles.Layered;

/// <summary>Trials of difference target propagation: inverses learn from noisy rates, then targets come down through them, then forward weights change.</summary>
internal sealed class PlainDifferenceTrainer
{
    private readonly PlainLayers _net;
    private readonly double[][][] _v;
    private readonly double[][] _c;
    private readonly PlainDifference _difference;
    private readonly PlainOptimiserSettings _inverse;
    private readonly PlainTrainer _forward;
    private readonly PlainOptimiser[] _ofV;
    private readonly PlainOptimiser[] _ofC;
    private double[][][] _noise = [];
    private double _factor;
    private int _batch;

    /// <summary>Trains layers and inverses, which change.</summary>
    /// <param name="net">The forward network.</param>
    /// <param name="v">V_l by layer 2 .. H.</param>
    /// <param name="c">c_l.</param>
    /// <param name="forward">Optimiser of the forward weights.</param>
    /// <param name="inverse">Optimiser of the inverses.</param>
    /// <param name="step">Step of the topmost hidden target.</param>
    /// <param name="dropsError">Whether what the inverses get wrong is dropped.</param>
    /// <param name="pipeline">Trials under way at once.</param>
    public PlainDifferenceTrainer(
        PlainLayers net, double[][][] v, double[][] c, PlainOptimiserSettings forward, PlainOptimiserSettings inverse, double step, bool dropsError, int pipeline)
    {
        (_net, _v, _c, _inverse) = (net, v, c, inverse);
        _difference = new PlainDifference(net, v, c, dropsError);
        _forward = new PlainTrainer(net, forward, (_, pass, target) => _difference.Signals(pass, target, step, _batch))
        {
            Pipeline = pipeline,
            Waits = l => l < net.Top,
            BeforeSignals = LearnInverses,
        };
        _ofV = [.. Enumerable.Range(0, net.Top).Select(l => l < 2 ? null! : new PlainOptimiser(inverse, v[l].Length, v[l][0].Length))];
        _ofC = [.. Enumerable.Range(0, net.Top).Select(l => l < 2 ? null! : new PlainOptimiser(inverse, 1, v[l].Length))];
    }

    /// <summary>The trainer of the forward weights.</summary>
    public PlainTrainer Forward => _forward;

    /// <summary>Learns from one trial.</summary>
    /// <param name="noise">Of every sample, by layer: what is added to the rates of layer 1 .. H - 1.</param>
    /// <param name="factor">Of all learning rates.</param>
    public void RunTrial(double[][] inputs, double[][] targets, double[][][] noise, double factor)
    {
        (_noise, _batch, _factor) = (noise, inputs.Length, factor);
        _forward.RunTrial(inputs, targets, factor);
    }

    private void LearnInverses(PlainPass[] passes)
    {
        for (var l = 2; l < _net.Top; l++)
        {
            var (rows, columns) = (_v[l].Length, _v[l][0].Length);
            var gradient = Dense.Zeros(rows, columns);
            var biases = Dense.Zeros(1, rows);
            var factor = _inverse.Sum ? -1 : -1.0 / passes.Length;
            for (var sample = 0; sample < passes.Length; sample++)
            {
                var (signal, echo) = _difference.InverseSignal(l, passes[sample], _noise[sample][l - 1]);
                Dense.AddOuter(gradient, factor, signal, echo);
                Dense.AddOuter(biases, factor, [1], signal);
            }

            _ofV[l].Step(_v[l], gradient, _factor);
            _ofC[l].StepBiases(_c[l], biases[0], _factor);
        }
    }
}
