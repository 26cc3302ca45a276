namespace Neuro.Tests.Oracles.Family;

/// <summary>Weights of a dendritic microcircuit, or something of their shape; arrays are indexed by layer.</summary>
/// <remarks>
/// Hidden layer k holds interneurons, one for each unit of layer k + 1: M_k and its bias lead to them from the pyramidal units of
/// layer k (n_(k+1) x n_k), V_k back to those units' apical dendrites (n_k x n_(k+1)), where it is subtracted. U_k leads there
/// from layer k + 1.
/// </remarks>
internal sealed class MicrocircuitWeights
{
    public MicrocircuitWeights(params int[] units)
    {
        Chain = new FamilyWeights(units);
        Mirror = new FamilyWeights(units);
    }

    public int[] Units => Chain.Units;

    public int Top => Chain.Top;

    public double[][][] W => Chain.W;

    public double[][] B => Chain.B;

    public double[][][] U => Chain.U;

    /// <summary>V_k at index k = 1 .. N - 1.</summary>
    public double[][][] V => Mirror.U;

    /// <summary>M_k at index k = 1 .. N - 1.</summary>
    public double[][][] M => [.. Enumerable.Range(0, Top).Select(k => k == 0 ? [] : Mirror.W[k + 1])];

    /// <summary>Bias of the interneurons of layer k at index k = 1 .. N - 1.</summary>
    public double[][] MBias => [.. Enumerable.Range(0, Top).Select(k => k == 0 ? [] : Mirror.B[k + 1])];

    /// <summary>W, b and U.</summary>
    private FamilyWeights Chain { get; set; }

    /// <summary>V in place of U, and M_k in place of W_(k+1): they have the same shapes.</summary>
    private FamilyWeights Mirror { get; set; }

    /// <summary>All weights uniform in +-scale, biases too.</summary>
    public static MicrocircuitWeights Draw(TestDraws draws, int[] units, double scale) => new(units)
    {
        Chain = FamilyWeights.Draw(draws, units, scale, -scale, scale),
        Mirror = FamilyWeights.Draw(draws, units, scale, -scale, scale),
    };

    public MicrocircuitWeights Copy() => new(Units) { Chain = Chain.Copy(), Mirror = Mirror.Copy() };

    /// <summary>This plus factor times the other.</summary>
    public MicrocircuitWeights Plus(double factor, MicrocircuitWeights other) =>
        new(Units) { Chain = Chain.Plus(factor, other.Chain), Mirror = Mirror.Plus(factor, other.Mirror) };

    /// <summary>U_k = W_(k+1)^T.</summary>
    public void Tie() => Chain.Tie();

    /// <summary>Sets V and M so that without a target the apical dendrites are silent once all is settled.</summary>
    public void SelfPredict(MicrocircuitSettings settings)
    {
        for (var k = 1; k < Top; k++)
        {
            var ratio = settings.Basal / settings.Total(k + 1, Top) / (settings.Dendritic / settings.InterneuronTotal);
            Mirror.U[k] = Dense.Copy(Chain.U[k]);
            Mirror.W[k + 1] = [.. Chain.W[k + 1].Select(row => Array.ConvertAll(row, w => w * ratio))];
            Mirror.B[k + 1] = Array.ConvertAll(Chain.B[k + 1], b => b * ratio);
        }
    }
}
