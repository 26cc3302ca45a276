namespace Neuro.Experiments.Models;

/// <summary>Fixed feedback matrices of layered networks.</summary>
public enum FeedbackMatrix
{
    /// <summary>Uniform about zero.</summary>
    Uniform,

    /// <summary>Normal.</summary>
    Normal,

    /// <summary>The transpose of the forward weights as they are at the start.</summary>
    Transposed,

    /// <summary>The signs of the transpose of the forward weights as they are at the start.</summary>
    SignSymmetric,

    /// <summary>Ones with normal noise.</summary>
    B1,

    /// <summary>The identity, not square.</summary>
    B2,

    /// <summary>The identity with normal noise.</summary>
    B3,

    /// <summary>Sparse ones.</summary>
    B4,

    /// <summary>Ones with uniform noise.</summary>
    B5,

    /// <summary>Sparse ones with normal noise.</summary>
    B6,

    /// <summary>Normal noise alone.</summary>
    B7,
}
