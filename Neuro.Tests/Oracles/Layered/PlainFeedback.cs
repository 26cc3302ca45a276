namespace Neuro.Tests.Oracles.Layered;

/// <summary>Fixed feedback matrices, by the hidden layer that they end in (1 .. H); each post x pre. Entries that a rule does not use are null.</summary>
internal sealed class PlainFeedback(int hidden)
{
    /// <summary>B_l, n_l x n_L: from the output, or from the auxiliary error of layer l, which it also reads out.</summary>
    public double[][][] Direct { get; } = new double[hidden + 1][][];

    /// <summary>Bt_l, n_l x n_{l+1}: from the layer above, the output included.</summary>
    public double[][][] Above { get; } = new double[hidden + 1][][];

    /// <summary>Bb_l, n_l x n_{l-1}: from the hidden layer below.</summary>
    public double[][][] Below { get; } = new double[hidden + 1][][];
}
