using System.Runtime.Intrinsics;

namespace Neuro.Units.Kernels;

/// <summary>What this processor offers.</summary>
public static class SimdLevels
{
    /// <summary>The widest level that the processor runs in hardware.</summary>
    public static SimdLevel Best { get; } =
        Vector512.IsHardwareAccelerated ? SimdLevel.Vector512
        : Vector256.IsHardwareAccelerated ? SimdLevel.Vector256
        : SimdLevel.Scalar;
}
