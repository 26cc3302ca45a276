namespace Neuro.Units.Kernels;

/// <summary>The vector width that the kernels use. All give the same bits; only the time differs.</summary>
public enum SimdLevel
{
    /// <summary>One value at a time.</summary>
    Scalar,

    /// <summary>256-bit vectors.</summary>
    Vector256,

    /// <summary>512-bit vectors.</summary>
    Vector512,
}
