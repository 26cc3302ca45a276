using System.Runtime.CompilerServices;
using Neuro.Units.Activations;

namespace Neuro.Units.Kernels;

/// <summary>Element-wise passes over contiguous values: the Euler step fused with the activation, errors, slopes.</summary>
/// <remarks>Lengths are multiples of 16. Pointers may be equal but must not otherwise overlap.</remarks>
internal static unsafe class StateKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary><c>s' = s + h (-s + b + e) + noise</c> and <c>r' = rho(s')</c> (ghost paper, Eq. 1; Eq. 2 without e).</summary>
    /// <param name="error">e, or null.</param>
    /// <param name="noise">What is added to the new states, or null.</param>
    /// <returns>Whether every new state is finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Step<TActivation>(int length, float h, float* state, float* basal, float* error, float* noise, float* newState, float* newRate)
        where TActivation : struct, IActivation
    {
        var step = TSimd.Broadcast(h);
        var zero = TSimd.Zero;
        var nonFinite = TSimd.Zero;
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            var s = TSimd.Load(state + i);
            var drive = TSimd.Load(basal + i);
            if (error != null)
            {
                drive = TSimd.Add(drive, TSimd.Load(error + i));
            }

            s = TSimd.FusedMultiplyAdd(step, TSimd.Subtract(drive, s), s);
            if (noise != null)
            {
                s = TSimd.Add(s, TSimd.Load(noise + i));
            }

            // 0 * s is 0 for every finite s, and NaN for the rest.
            nonFinite = TSimd.FusedMultiplyAdd(s, zero, nonFinite);
            TSimd.Store(s, newState + i);
            TSimd.Store(TActivation.Rate<TSimd, TVector>(s), newRate + i);
        }

        return TSimd.AllZero(nonFinite);
    }

    /// <summary><c>r = rho(s)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rate<TActivation>(int length, float* state, float* rate)
        where TActivation : struct, IActivation
    {
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            TSimd.Store(TActivation.Rate<TSimd, TVector>(TSimd.Load(state + i)), rate + i);
        }
    }

    /// <summary><c>signal = e rho'(s)</c>, the post-synaptic factor of Eq. 5 and 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ErrorSlope<TActivation>(int length, float* error, float* state, float* rate, float* signal)
        where TActivation : struct, IActivation
    {
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            var slope = TActivation.Slope<TSimd, TVector>(TSimd.Load(state + i), TSimd.Load(rate + i));
            TSimd.Store(TSimd.Multiply(TSimd.Load(error + i), slope), signal + i);
        }
    }

    /// <summary><c>difference = factor (a - b)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Difference(int length, float factor, float* a, float* b, float* difference)
    {
        var scale = TSimd.Broadcast(factor);
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            TSimd.Store(TSimd.Multiply(scale, TSimd.Subtract(TSimd.Load(a + i), TSimd.Load(b + i))), difference + i);
        }
    }

    /// <summary><c>sum = sum + factor * value</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(int length, float factor, float* value, float* sum)
    {
        var scale = TSimd.Broadcast(factor);
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            TSimd.Store(TSimd.FusedMultiplyAdd(TSimd.Load(value + i), scale, TSimd.Load(sum + i)), sum + i);
        }
    }

    /// <summary><c>s' = s + h (rho'(s) (b + t) - s + n) + noise</c>, clipped to 0 .. 1 if so wished, and <c>r' = rho(s')</c> (Scellier and Bengio 2017, Eq. 4 to 6).</summary>
    /// <param name="feedback">t, or null.</param>
    /// <param name="nudge">n, or null.</param>
    /// <param name="noise">What is added to the new states, or null.</param>
    /// <returns>Whether every new state is finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Relax<TActivation>(
        RelaxOptions options, int length, float* state, float* rate, float* basal, float* feedback, float* nudge, float* noise, float* newState, float* newRate)
        where TActivation : struct, IActivation
    {
        var step = TSimd.Broadcast(options.StepRatio);
        var (zero, one) = (TSimd.Zero, TSimd.Broadcast(1f));
        var nonFinite = TSimd.Zero;
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            var s = TSimd.Load(state + i);
            var drive = TSimd.Load(basal + i);
            if (feedback != null)
            {
                drive = TSimd.Add(drive, TSimd.Load(feedback + i));
            }

            if (options.HasSlope)
            {
                drive = TSimd.Multiply(drive, TActivation.Slope<TSimd, TVector>(s, TSimd.Load(rate + i)));
            }

            if (nudge != null)
            {
                drive = TSimd.Add(drive, TSimd.Load(nudge + i));
            }

            s = TSimd.FusedMultiplyAdd(step, TSimd.Subtract(drive, s), s);
            if (noise != null)
            {
                s = TSimd.Add(s, TSimd.Load(noise + i));
            }

            // Before clipping, which would hide a NaN.
            nonFinite = TSimd.FusedMultiplyAdd(s, zero, nonFinite);
            if (options.Clips)
            {
                s = TSimd.Max(zero, TSimd.Min(one, s));
            }

            TSimd.Store(s, newState + i);
            TSimd.Store(TActivation.Rate<TSimd, TVector>(s), newRate + i);
        }

        return TSimd.AllZero(nonFinite);
    }

    /// <summary>Whether every value is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsFinite(int length, float* values)
    {
        var nonFinite = TSimd.Zero;
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            nonFinite = TSimd.FusedMultiplyAdd(TSimd.Load(values + i), TSimd.Zero, nonFinite);
        }

        return TSimd.AllZero(nonFinite);
    }
}
