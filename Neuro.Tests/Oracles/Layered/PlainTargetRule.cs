namespace Neuro.Tests.Oracles.Layered;

/// <summary>How targets go through exact inverses.</summary>
internal enum PlainTargetRule
{
    /// <summary>The full target.</summary>
    Full,

    /// <summary>A small part of the way to it (ITP).</summary>
    Incremental,

    /// <summary>A small part that goes with the square of the slope (GAIT).</summary>
    GradientAdjusted,
}
