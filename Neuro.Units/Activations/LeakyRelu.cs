using System.Runtime.CompilerServices;
using Neuro.Units.Kernels;

namespace Neuro.Units.Activations;

/// <summary>rho(s) = s for s &gt;= 0, 0.1 s below.</summary>
internal readonly struct LeakyRelu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Rate<TSimd, TVector>(TVector state)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.SelectGreaterOrEqual(state, TSimd.Zero, state, TSimd.Multiply(TSimd.Broadcast(0.1f), state));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TSimd, TVector>(TVector state, TVector rate)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.SelectGreaterOrEqual(state, TSimd.Zero, TSimd.Broadcast(1f), TSimd.Broadcast(0.1f));

    public static double Inverse(double rate) => rate >= 0 ? rate : rate * 10;
}
