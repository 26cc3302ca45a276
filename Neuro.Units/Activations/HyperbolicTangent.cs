using System.Runtime.CompilerServices;
using Neuro.Units.Kernels;

namespace Neuro.Units.Activations;

/// <summary>rho(s) = tanh(s) = 2 / (1 + exp(-2 s)) - 1.</summary>
internal readonly struct HyperbolicTangent : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Rate<TSimd, TVector>(TVector state)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.Subtract(TSimd.Divide(TSimd.Broadcast(2f), TSimd.Add(TSimd.Broadcast(1f), Exponential<TSimd, TVector>.Of(TSimd.Multiply(TSimd.Broadcast(-2f), state)))), TSimd.Broadcast(1f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TSimd, TVector>(TVector state, TVector rate)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.FusedMultiplyAdd(TSimd.Subtract(TSimd.Zero, rate), rate, TSimd.Broadcast(1f));

    public static double Inverse(double rate) => rate is > -1 and < 1 ? Math.Atanh(rate) : double.NaN;
}
