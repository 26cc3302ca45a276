using System.Runtime.CompilerServices;
using Neuro.Units.Kernels;

namespace Neuro.Units.Activations;

/// <summary>rho(s) = s.</summary>
internal readonly struct Linear : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Rate<TSimd, TVector>(TVector state)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        state;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TSimd, TVector>(TVector state, TVector rate)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged =>
        TSimd.Broadcast(1f);

    public static double Inverse(double rate) => rate;
}
