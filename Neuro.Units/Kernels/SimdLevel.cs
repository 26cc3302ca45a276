using System.Runtime.Intrinsics;

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

/// <summary>What this processor offers.</summary>
public static class SimdLevels
{
    /// <summary>The widest level that the processor runs in hardware.</summary>
    public static SimdLevel Best { get; } =
        Vector512.IsHardwareAccelerated ? SimdLevel.Vector512
        : Vector256.IsHardwareAccelerated ? SimdLevel.Vector256
        : SimdLevel.Scalar;
}
