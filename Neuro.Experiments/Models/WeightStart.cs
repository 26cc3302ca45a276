namespace Neuro.Experiments.Models;

/// <summary>How forward weights of layered networks start.</summary>
public enum WeightStart
{
    /// <summary>Uniform within the bounds of Glorot and Bengio.</summary>
    GlorotUniform,

    /// <summary>Random orthogonal matrices, or orthonormal rows or columns.</summary>
    Orthogonal,

    /// <summary>Normal with standard deviation sqrt(2 / (units below + units)).</summary>
    GlorotNormal,

    /// <summary>Zero.</summary>
    Zero,
}
