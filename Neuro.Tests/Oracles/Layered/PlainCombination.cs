namespace Neuro.Tests.Oracles.Layered;

/// <summary>F of the general feedback rule.</summary>
internal enum PlainCombination
{
    Mean,

    Sum,

    /// <summary>Of each unit the term of the largest size.</summary>
    Largest,
}
