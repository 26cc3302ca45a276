namespace Neuro.Experiments.Models;

/// <summary>The two ghost models of the paper.</summary>
public enum GhostModel
{
    /// <summary>One ghost per pyramidal unit, which learns to mimic it (Eq. 3 to 5).</summary>
    MA,

    /// <summary>Any number of ghosts with fixed random input, which cancel example by example (Eq. 6, 7).</summary>
    MB,
}
