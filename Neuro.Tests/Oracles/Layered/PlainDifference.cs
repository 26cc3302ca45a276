namespace Neuro.Tests.Oracles.Layered;

/// <summary>
/// Difference target propagation (Lee, Zhang, Fischer, Bengio 2015): hidden layers learn to reach targets that learned inverses g_l(x) = f(V_l x + c_l) carry down.
/// </summary>
/// <param name="net">The forward network; softmax and cross-entropy at its output.</param>
/// <param name="v">V_l by layer 2 .. H, n_{l-1} x n_l.</param>
/// <param name="c">c_l.</param>
/// <param name="dropsError">Whether the difference of two answers of the inverse is used; else its answer to the target is the target.</param>
internal sealed class PlainDifference(PlainLayers net, double[][][] v, double[][] c, bool dropsError = true)
{
    private int Hidden => net.Top - 1;

    public double[] Inverse(int layer, double[] rates) => Array.ConvertAll(InversePotentials(layer, rates), a => net.Rho.Rate(a));

    /// <summary>h_H + step/batch W_L^T delta_L: a step down the gradient of the cost, which is a mean over the batch.</summary>
    public double[] TopTarget(PlainPass pass, double[] target, double step, int batch)
    {
        var back = Dense.Times(Dense.Transpose(net.W[net.Top]), net.OutputSignal(pass, target));
        return [.. pass.H[Hidden].Zip(back, (h, d) => h + (step / batch * d))];
    }

    /// <summary>Targets of the hidden layers 1 .. H, from that of the top one: that_{l-1} = h_{l-1} - g_l(h_l) + g_l(that_l).</summary>
    public double[][] Targets(PlainPass pass, double[] topTarget)
    {
        var targets = new double[Hidden + 1][];
        targets[Hidden] = topTarget;
        for (var l = Hidden; l >= 2; l--)
        {
            var (echo, aim) = (Inverse(l, pass.H[l]), Inverse(l, targets[l]));
            targets[l - 1] = dropsError ? [.. pass.H[l - 1].Select((h, i) => h - echo[i] + aim[i])] : aim;
        }

        return targets;
    }

    /// <summary>2 (that_l - h_l) o f'(a_l) for hidden layers, the plain signal at the output.</summary>
    public double[][] Signals(PlainPass pass, double[] target, double step, int batch)
    {
        var targets = Targets(pass, TopTarget(pass, target, step, batch));
        var delta = new double[net.Top + 1][];
        delta[net.Top] = net.OutputSignal(pass, target);
        for (var l = 1; l <= Hidden; l++)
        {
            delta[l] = net.TimesSlope(l, pass, [.. targets[l].Zip(pass.H[l], (t, h) => 2 * (t - h))]);
        }

        return delta;
    }

    /// <summary>Signal of V_l, and the rates that it goes with: the layer's answer to noisy rates of the layer below, which the inverse has to give back.</summary>
    public (double[] Signal, double[] Echo) InverseSignal(int layer, PlainPass pass, double[] noise)
    {
        double[] noisy = [.. pass.H[layer - 1].Zip(noise, (h, e) => h + e)];
        var echo = Array.ConvertAll(net.Potentials(layer, noisy), a => net.Rho.Rate(a));
        var potentials = InversePotentials(layer, echo);
        return ([.. noisy.Select((n, i) => 2 * (n - net.Rho.Rate(potentials[i])) * net.Rho.Slope(potentials[i]))], echo);
    }

    private double[] InversePotentials(int layer, double[] rates) => [.. Dense.Times(v[layer], rates).Zip(c[layer], (a, b) => a + b)];
}
