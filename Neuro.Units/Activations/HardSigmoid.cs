using System.Runtime.CompilerServices;
using Neuro.Units.Kernels;

namespace Neuro.Units.Activations;

/// <summary>rho(s) = s clipped to 0 .. 1.</summary>
internal readonly struct HardSigmoid : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Rate<TSimd, TVector>(TVector state)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.Max(TSimd.Zero, TSimd.Min(TSimd.Broadcast(1f), state));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TSimd, TVector>(TVector state, TVector rate)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.SelectGreaterOrEqual(state, TSimd.Zero, TSimd.SelectGreaterOrEqual(TSimd.Broadcast(1f), state, TSimd.Broadcast(1f), TSimd.Zero), TSimd.Zero);

    public static double Inverse(double rate) => rate is > 0 and < 1 ? rate : double.NaN;
}
