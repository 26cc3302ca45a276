namespace Neuro.Tests.Oracles.Family;

/// <summary>
/// Weights and biases of a chain of layers, or something of their shape: a gradient, a change. Arrays are indexed by layer;
/// index 0, the input, is empty.
/// </summary>
/// <remarks>
/// W_k leads from layer k - 1 to k (n_k x n_(k-1), k = 1 .. L), U_k from layer k + 1 to k (n_k x n_(k+1), k = 1 .. L - 1).
/// Models with tied weights leave U at 0.
/// </remarks>
internal sealed class FamilyWeights
{
    public FamilyWeights(params int[] units)
    {
        Units = units;
        W = [.. units.Select((n, k) => k == 0 ? [] : Dense.Zeros(n, units[k - 1]))];
        B = [.. units.Select((n, k) => k == 0 ? [] : new double[n])];
        U = [.. units.Select((n, k) => k == 0 || k == Top ? [] : Dense.Zeros(n, units[k + 1]))];
    }

    /// <summary>Units of every layer, the input first.</summary>
    public int[] Units { get; }

    public int Top => Units.Length - 1;

    public double[][][] W { get; }

    public double[][] B { get; }

    public double[][][] U { get; }

    /// <summary>Uniform weights in +-scale, all U included, and biases in [low, high).</summary>
    public static FamilyWeights Draw(TestDraws draws, int[] units, double scale, double low, double high)
    {
        var weights = new FamilyWeights(units);
        foreach (var row in weights.Rows())
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = scale * ((2 * draws.Next()) - 1);
            }
        }

        foreach (var row in weights.B)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = low + ((high - low) * draws.Next());
            }
        }

        return weights;
    }

    public FamilyWeights Copy() => Plus(1, new FamilyWeights(Units));

    /// <summary>This plus factor times the other.</summary>
    public FamilyWeights Plus(double factor, FamilyWeights other)
    {
        var sum = new FamilyWeights(Units);
        sum.Add(1, this);
        sum.Add(factor, other);
        return sum;
    }

    public void Add(double factor, FamilyWeights other)
    {
        foreach (var (to, from) in All().Zip(other.All()))
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] += factor * from[i];
            }
        }
    }

    /// <summary>U_k = W_(k+1)^T.</summary>
    public void Tie()
    {
        for (var k = 1; k < Top; k++)
        {
            U[k] = Dense.Transpose(W[k + 1]);
        }
    }

    /// <summary>All numbers of a layer's W and b in one row.</summary>
    public double[] Forward(int layer) => [.. Dense.Flatten(W[layer]), .. B[layer]];

    /// <summary>All numbers of W and b in one row.</summary>
    public double[] Forward() => [.. Enumerable.Range(1, Top).SelectMany(Forward)];

    /// <summary>All numbers of W, b and U in one row.</summary>
    public double[] Everything() => [.. All().SelectMany(row => row)];

    /// <summary>The rows that hold W, then those of U.</summary>
    public IEnumerable<double[]> Rows() => W.Concat(U).SelectMany(matrix => matrix);

    private IEnumerable<double[]> All() => Rows().Concat(B);
}
