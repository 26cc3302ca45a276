namespace Neuro.Tests.Oracles.Family;

/// <summary>Constants of a dendritic microcircuit.</summary>
internal sealed record MicrocircuitSettings
{
    public Rho Phi { get; init; } = Rho.Sigmoid;

    public double Dt { get; init; } = 0.1;

    /// <summary>g_lk.</summary>
    public double Leak { get; init; } = 0.1;

    /// <summary>g_B.</summary>
    public double Basal { get; init; } = 1;

    /// <summary>g_A.</summary>
    public double Apical { get; init; } = 0.8;

    /// <summary>g_D.</summary>
    public double Dendritic { get; init; } = 1;

    /// <summary>g_som, of interneurons and of the output while teaching.</summary>
    public double Somatic { get; init; } = 0.8;

    /// <summary>tau_w of the filter of every induction term; 0 for no filter.</summary>
    public double InductionTime { get; init; }

    /// <summary>sigma.</summary>
    public double Sigma { get; init; }

    /// <summary>Rate of W_k and its bias at index k.</summary>
    public double[] ForwardRates { get; init; } = new double[16];

    /// <summary>Rate of M_k and its bias at index k.</summary>
    public double[] InterneuronRates { get; init; } = new double[16];

    /// <summary>Rate of V_k at index k.</summary>
    public double[] ApicalRates { get; init; } = new double[16];

    /// <summary>Whether biases learn.</summary>
    public bool Biases { get; init; } = true;

    /// <summary>G of the interneurons.</summary>
    public double InterneuronTotal => Leak + Dendritic;

    /// <summary>G of a layer of pyramidal units.</summary>
    public double Total(int layer, int top) => Leak + Basal + (layer == top ? 0 : Apical);
}
