using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <summary>exp(x) for the sigmoid and its relatives: relative error below 2e-7 on -87 .. 88, clamped beyond.</summary>
internal static class Exponential<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>1.5 * 2^23: adding it rounds to an integer and leaves that integer in the low bits.</summary>
    private const float RoundingBias = 12582912f;
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts, the first with so few bits that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of(TVector x)
    {
        x = TSimd.Max(TSimd.Broadcast(-87f), TSimd.Min(TSimd.Broadcast(88f), x));
        var biased = TSimd.FusedMultiplyAdd(x, TSimd.Broadcast(Log2E), TSimd.Broadcast(RoundingBias));
        var n = TSimd.Subtract(biased, TSimd.Broadcast(RoundingBias));
        var r = TSimd.FusedMultiplyAdd(n, TSimd.Broadcast(-Ln2High), x);
        r = TSimd.FusedMultiplyAdd(n, TSimd.Broadcast(-Ln2Low), r);

        // Minimax polynomial of (exp(r) - 1 - r) / r^2 on |r| <= ln(2)/2.
        var p = TSimd.Broadcast(1.9875691500e-4f);
        p = TSimd.FusedMultiplyAdd(p, r, TSimd.Broadcast(1.3981999507e-3f));
        p = TSimd.FusedMultiplyAdd(p, r, TSimd.Broadcast(8.3334519073e-3f));
        p = TSimd.FusedMultiplyAdd(p, r, TSimd.Broadcast(4.1665795894e-2f));
        p = TSimd.FusedMultiplyAdd(p, r, TSimd.Broadcast(1.6666665459e-1f));
        p = TSimd.FusedMultiplyAdd(p, r, TSimd.Broadcast(5.0000001201e-1f));
        var value = TSimd.Add(TSimd.FusedMultiplyAdd(p, TSimd.Multiply(r, r), r), TSimd.Broadcast(1f));
        return TSimd.Multiply(value, TSimd.PowerOfTwo(biased));
    }
}
