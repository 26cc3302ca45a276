namespace Neuro.Tests.Oracles;

/// <summary>A feed-forward network in double precision: loss, and its gradients with respect to weights, biases and rates by backprop.</summary>
/// <param name="weights">W of layers 1 .. L at 0 .. L - 1, each post x pre.</param>
/// <param name="biases">As many biases.</param>
/// <param name="rho">Activation of every layer, the output included.</param>
internal sealed class BackpropOracle(double[][][] weights, double[][] biases, Rho rho)
{
    public int Layers => weights.Length;

    /// <summary>1/2 |rho(s_L) - y|^2 of one example.</summary>
    public double Loss(double[] input, double[] target) => LossFrom(0, input, target);

    /// <summary>The same, starting from the rates of a layer (0 is the input).</summary>
    public double LossFrom(int layer, double[] rates, double[] target)
    {
        for (var l = layer; l < Layers; l++)
        {
            rates = Array.ConvertAll(Potentials(l, rates), s => rho.Rate(s));
        }

        return rates.Zip(target, (r, y) => 0.5 * (r - y) * (r - y)).Sum();
    }

    /// <summary>Rates of layer l by the feed-forward pass.</summary>
    public double[] Rates(int layer, double[] input)
    {
        var rates = input;
        for (var l = 0; l < layer; l++)
        {
            rates = Array.ConvertAll(Potentials(l, rates), s => rho.Rate(s));
        }

        return rates;
    }

    /// <summary>dC/drho(s_l) for l = 1 .. L at 0 .. L - 1.</summary>
    public double[][] RateGradients(double[] input, double[] target)
    {
        var gradients = new double[Layers][];
        gradients[^1] = [.. Rates(Layers, input).Zip(target, (r, y) => r - y)];
        for (var l = Layers - 1; l >= 1; l--)
        {
            gradients[l - 1] = Dense.Times(Dense.Transpose(weights[l]), Signal(l, input, gradients[l]));
        }

        return gradients;
    }

    /// <summary>dC/dW of layer index l (0 .. L - 1) and dC/db.</summary>
    public (double[][] Weights, double[] Biases) WeightGradient(int l, double[] input, double[] target)
    {
        var signal = Signal(l, input, RateGradients(input, target)[l]);
        var gradient = Dense.Zeros(signal.Length, weights[l][0].Length);
        Dense.AddOuter(gradient, 1, signal, Rates(l, input));
        return (gradient, signal);
    }

    /// <summary>dC/drho(s_l) by central differences of the loss, l = 1 .. L.</summary>
    public double[] RateGradientByDifferences(int layer, double[] input, double[] target, double step = 1e-5)
    {
        var rates = Rates(layer, input);
        var gradient = new double[rates.Length];
        for (var i = 0; i < rates.Length; i++)
        {
            var (up, down) = ((double[])rates.Clone(), (double[])rates.Clone());
            up[i] += step;
            down[i] -= step;
            gradient[i] = (LossFrom(layer, up, target) - LossFrom(layer, down, target)) / (2 * step);
        }

        return gradient;
    }

    private double[] Potentials(int l, double[] rates)
    {
        var potentials = Dense.Times(weights[l], rates);
        for (var i = 0; i < potentials.Length; i++)
        {
            potentials[i] += biases[l][i];
        }

        return potentials;
    }

    private double[] Signal(int l, double[] input, double[] rateGradient)
    {
        var potentials = Potentials(l, Rates(l, input));
        return [.. rateGradient.Zip(potentials, (e, s) => e * rho.Slope(s))];
    }
}
