namespace Neuro.Tests.Oracles;

/// <summary>What Algorithm 1 of the ghost paper leaves open. Arrays are indexed by layer 0 .. L; entries that mean nothing are 0.</summary>
internal sealed record GhostOracleSettings
{
    /// <summary>n_0 .. n_L.</summary>
    public required int[] Units { get; init; }

    /// <summary>Ghosts of the population that stands for layer l (2 .. L).</summary>
    public required int[] Ghosts { get; init; }

    public required Rho Rho { get; init; }

    /// <summary>TF: W_b = W_f^T after every step; else W_b is never touched.</summary>
    public bool TransposeFeedback { get; init; }

    /// <summary>Whether W_f and V_f also see a constant rate of 1.</summary>
    public bool Biases { get; init; }

    /// <summary>dt / tau.</summary>
    public double H { get; init; }

    /// <summary>Whether a trial begins with L steps of h = 1 without error and plasticity.</summary>
    public bool Sweep { get; init; }

    public int PredictionSteps { get; init; }

    public int NudgingSteps { get; init; }

    public double Beta { get; init; }

    /// <summary>Cross-entropy of independent rates instead of half the squared error.</summary>
    public bool CrossEntropy { get; init; }

    /// <summary>eta_W of W_f into layer l.</summary>
    public required double[] ForwardRates { get; init; }

    /// <summary>eta of V_f of ghost population l; 0 where it is fixed (MB).</summary>
    public required double[] MimicryRates { get; init; }

    /// <summary>eta of the common V_b of ghost population l.</summary>
    public required double[] CancelRates { get; init; }

    /// <summary>kappa of every example's own V_b of ghost population l (MB); 0 where there is none.</summary>
    public required double[] ExampleRates { get; init; }

    public int Top => Units.Length - 1;
}
