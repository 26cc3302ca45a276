using System.Runtime.CompilerServices;
using Neuro.Units.Kernels;

namespace Neuro.Units.Activations;

/// <summary>rho(s) = 1 / (1 + exp(-s)).</summary>
internal readonly struct Sigmoid : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Rate<TSimd, TVector>(TVector state)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.Divide(TSimd.Broadcast(1f), TSimd.Add(TSimd.Broadcast(1f), Exponential<TSimd, TVector>.Of(TSimd.Subtract(TSimd.Zero, state))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TSimd, TVector>(TVector state, TVector rate)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.FusedMultiplyAdd(TSimd.Subtract(TSimd.Zero, rate), rate, rate);

    public static double Inverse(double rate) => rate is > 0 and < 1 ? Math.Log(rate / (1 - rate)) : double.NaN;
}
