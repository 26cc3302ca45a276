namespace Neuro.Tests.Oracles.Layered;

/// <summary>
/// A layered network in double precision: a_l = W_l h_{l-1} + b_l, h_l = f(a_l). Arrays are indexed by layer 0 .. L; layer 0 is the input.
/// </summary>
/// <remarks>W_l may have fewer columns than layer l - 1 has units: it then reads the first of them (the tower of the GAIT-prop paper).</remarks>
internal sealed class PlainLayers
{
    public PlainLayers(int inputs, int hidden)
    {
        Top = hidden + 1;
        Inputs = inputs;
        W = new double[Top + 1][][];
        B = new double[Top + 1][];
    }

    public int Inputs { get; }

    public int Top { get; }

    /// <summary>Post x pre, from layer 1.</summary>
    public double[][][] W { get; }

    public double[][] B { get; }

    /// <summary>f of the hidden layers.</summary>
    public Rho Rho { get; init; } = Rho.Tanh;

    /// <summary>f of the output where the loss is the squared error.</summary>
    public Rho OutputRho { get; init; } = Rho.Linear;

    public PlainLoss Loss { get; init; }

    public int Units(int layer) => layer == 0 ? Inputs : W[layer].Length;

    /// <summary>f of a layer as if it were alone; softmax is not one.</summary>
    public Rho RhoOf(int layer) => layer < Top ? Rho : Loss == PlainLoss.BernoulliCrossEntropy ? Rho.Sigmoid : OutputRho;

    public PlainPass Forward(double[] input)
    {
        var pass = new PlainPass(new double[Top + 1][], new double[Top + 1][]);
        pass.H[0] = input;
        for (var l = 1; l <= Top; l++)
        {
            pass.A[l] = Potentials(l, pass.H[l - 1]);
            pass.H[l] = l == Top && Loss == PlainLoss.SoftmaxCrossEntropy ? Softmax(pass.A[l]) : Array.ConvertAll(pass.A[l], a => RhoOf(l).Rate(a));
        }

        return pass;
    }

    /// <summary>a_l of the rates below, or of those of them that layer l reads.</summary>
    public double[] Potentials(int layer, double[] below)
    {
        var read = below[..W[layer][0].Length];
        return [.. Dense.Times(W[layer], read).Zip(B[layer], (a, b) => a + b)];
    }

    public double LossOf(double[] output, double[] target) => Loss switch
    {
        PlainLoss.SoftmaxCrossEntropy => -output.Zip(target, (p, y) => y * Math.Log(p)).Sum(),
        PlainLoss.SquaredError => output.Zip(target, (h, y) => 0.5 * (h - y) * (h - y)).Sum(),
        _ => -output.Zip(target, (h, y) => (y * Math.Log(h)) + ((1 - y) * Math.Log(1 - h))).Sum(),
    };

    /// <summary>delta_L = -dC/da_L.</summary>
    public double[] OutputSignal(PlainPass pass, double[] target)
    {
        var error = pass.H[Top].Zip(target, (h, y) => y - h);
        return Loss == PlainLoss.SquaredError ? [.. error.Zip(pass.A[Top], (e, a) => e * OutputRho.Slope(a))] : [.. error];
    }

    /// <summary>u o f'(a_l).</summary>
    public double[] TimesSlope(int layer, PlainPass pass, double[] u) => [.. u.Zip(pass.A[layer], (x, a) => x * RhoOf(layer).Slope(a))];

    public static double[] Softmax(double[] logits)
    {
        var largest = logits.Max();
        var exponentials = Array.ConvertAll(logits, z => Math.Exp(z - largest));
        var sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, e => e / sum);
    }
}
