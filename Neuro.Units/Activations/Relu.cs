using System.Runtime.CompilerServices;
using Neuro.Units.Kernels;

namespace Neuro.Units.Activations;

/// <summary>rho(s) = max(s, 0).</summary>
internal readonly struct Relu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Rate<TSimd, TVector>(TVector state)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.SelectGreaterOrEqual(state, TSimd.Zero, state, TSimd.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TSimd, TVector>(TVector state, TVector rate)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.SelectGreaterOrEqual(state, TSimd.Zero, TSimd.Broadcast(1f), TSimd.Zero);

    public static double Inverse(double rate) => rate > 0 ? rate : double.NaN;
}
