using Neuro.Units.Kernels;

namespace Neuro.Units.Activations;

/// <summary>A firing-rate function rho(s), its slope rho'(s) and its inverse, in vectors of any width.</summary>
/// <remarks>Pure. At a kink the slope is that of the rising side (1 for hard sigmoid at 0 and 1, and for (leaky) relu at 0).</remarks>
internal interface IActivation
{
    /// <summary>rho(s).</summary>
    static abstract TVector Rate<TSimd, TVector>(TVector state)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged;

    /// <summary>rho'(s), from the state and the rate that goes with it, whichever is cheaper.</summary>
    static abstract TVector Slope<TSimd, TVector>(TVector state, TVector rate)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged;

    /// <summary>rho^-1(r), or NaN where none exists.</summary>
    static abstract double Inverse(double rate);
}
