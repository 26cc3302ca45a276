namespace Neuro.Units.Initialisation;

/// <summary>What a feedback pattern is without noise.</summary>
public enum PatternBasis
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>1 everywhere.</summary>
    Ones,

    /// <summary>1 where both units have the same number: the identity, not square.</summary>
    Identity,

    /// <summary>1 here and there, at random.</summary>
    SparseOnes,
}
