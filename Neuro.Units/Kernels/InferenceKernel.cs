using System.Runtime.CompilerServices;
using Neuro.Units.Activations;

namespace Neuro.Units.Kernels;

/// <summary>The steps of value and error units, each in one pass over its arrays.</summary>
/// <remarks>Lengths are multiples of 16. Pointers may be equal but must not otherwise overlap.</remarks>
internal static unsafe class InferenceKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary><c>s' = s + h (a - e) + noise</c> with <c>a = rho'(s) t + n</c>, and <c>r' = rho(s')</c> (Whittington and Bogacz 2017).</summary>
    /// <param name="error">e.</param>
    /// <returns>Whether every new state is finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Infer<TActivation>(in InferenceOperands operands, int length, float h, float* error)
        where TActivation : struct, IActivation
    {
        var step = TSimd.Broadcast(h);
        var nonFinite = TSimd.Zero;
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            var above = Above<TActivation>(operands, i);
            var s = TSimd.FusedMultiplyAdd(step, TSimd.Subtract(above, TSimd.Load(error + i)), TSimd.Load(operands.State + i));
            nonFinite = Finish<TActivation>(operands, i, s, nonFinite);
        }

        return TSimd.AllZero(nonFinite);
    }

    /// <summary><c>F = mu + a</c>, <c>D = D + lambda (F - F_past - D)</c>, <c>s' = s + h (F - s) + D + noise</c>, and <c>r' = rho(s')</c>; lambda is 0 for a first step, which has no past.</summary>
    /// <param name="prediction">mu.</param>
    /// <param name="force">F of the step before; receives that of this step.</param>
    /// <param name="speed">D; receives the new one.</param>
    /// <returns>Whether every new state is finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool LookAhead<TActivation>(in InferenceOperands operands, int length, float h, float lambda, float* prediction, float* force, float* speed)
        where TActivation : struct, IActivation
    {
        var step = TSimd.Broadcast(h);
        var part = TSimd.Broadcast(lambda);
        var nonFinite = TSimd.Zero;
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            var target = TSimd.Add(TSimd.Load(prediction + i), Above<TActivation>(operands, i));
            var d = TSimd.Load(speed + i);
            d = TSimd.FusedMultiplyAdd(part, TSimd.Subtract(TSimd.Subtract(target, TSimd.Load(force + i)), d), d);
            var s = TSimd.Load(operands.State + i);
            s = TSimd.Add(TSimd.FusedMultiplyAdd(step, TSimd.Subtract(target, s), s), d);
            TSimd.Store(target, force + i);
            TSimd.Store(d, speed + i);
            nonFinite = Finish<TActivation>(operands, i, s, nonFinite);
        }

        return TSimd.AllZero(nonFinite);
    }

    /// <summary><c>e = (s - mu) / Sigma + noise</c>, and mu as it is.</summary>
    /// <param name="precision">1 / Sigma.</param>
    /// <param name="noise">What is added to e, or null.</param>
    /// <param name="newPrediction">Receives mu.</param>
    /// <param name="error">Receives e.</param>
    /// <returns>Whether every error is finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Deviate(int length, float precision, float* state, float* prediction, float* noise, float* newPrediction, float* error)
    {
        var scale = TSimd.Broadcast(precision);
        var nonFinite = TSimd.Zero;
        for (var i = 0; i < length; i += TSimd.Lanes)
        {
            var mu = TSimd.Load(prediction + i);
            var e = TSimd.Multiply(scale, TSimd.Subtract(TSimd.Load(state + i), mu));
            if (noise != null)
            {
                e = TSimd.Add(e, TSimd.Load(noise + i));
            }

            nonFinite = TSimd.FusedMultiplyAdd(e, TSimd.Zero, nonFinite);
            TSimd.Store(mu, newPrediction + i);
            TSimd.Store(e, error + i);
        }

        return TSimd.AllZero(nonFinite);
    }

    /// <summary><c>a = rho'(s) t + n</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Above<TActivation>(in InferenceOperands operands, int i)
        where TActivation : struct, IActivation
    {
        var above = TSimd.Zero;
        if (operands.Feedback != null)
        {
            var slope = TActivation.Slope<TSimd, TVector>(TSimd.Load(operands.SlopeState + i), TSimd.Load(operands.Rate + i));
            above = TSimd.Multiply(TSimd.Load(operands.Feedback + i), slope);
        }

        if (operands.Nudge != null)
        {
            above = TSimd.Add(above, TSimd.Load(operands.Nudge + i));
        }

        if (operands.Above != null)
        {
            TSimd.Store(above, operands.Above + i);
        }

        return above;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Finish<TActivation>(in InferenceOperands operands, int i, TVector s, TVector nonFinite)
        where TActivation : struct, IActivation
    {
        if (operands.Noise != null)
        {
            s = TSimd.Add(s, TSimd.Load(operands.Noise + i));
        }

        TSimd.Store(s, operands.NewState + i);
        if (operands.NewRate != null)
        {
            TSimd.Store(TActivation.Rate<TSimd, TVector>(s), operands.NewRate + i);
        }

        // 0 * s is 0 for every finite s, and NaN for the rest.
        return TSimd.FusedMultiplyAdd(s, TSimd.Zero, nonFinite);
    }
}
