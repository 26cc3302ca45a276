using System.Numerics;
using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <summary>
/// One panel of a current: <c>result[b] = baseline[b] + scale * sum_j rates[b][j] * weights[j]</c> for every sample b.
/// </summary>
/// <remarks>
/// The sum over presynaptic units is taken in fixed blocks (one panel of the presynaptic population each): from zero and in
/// order of units within a block, and over blocks as a balanced binary tree, which is what a binary counter of partial
/// sums computes. An aligned run of blocks is one node of that tree, so a part of the sum can be taken elsewhere and
/// added later without a change of bits. The order depends on the presynaptic layout alone.
/// </remarks>
internal static unsafe partial class ProductKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const int LargestTile = 10 * 2 * 16;

    /// <summary>Neighbouring panels of the current, <c>result[panel][batch][width]</c>.</summary>
    /// <param name="baseline">One row shared by all samples, or as many values as the result, per panel.</param>
    [SkipLocalsInit]
    public static void Run(in ProductOperands o, int batch, int panels, float* rates, float* weights, float* baseline, float* result)
    {
        var raw = stackalloc float[((BitOperations.Log2((uint)o.Blocks) + 1) * LargestTile) + 16];
        var partials = (float*)(((nuint)raw + 63) & ~(nuint)63);
        if (batch == 1 && o.Blocks == 1)
        {
            SmallRows(o, panels, rates, weights, baseline, result);
            return;
        }

        for (var panel = 0; panel < panels; panel++)
        {
            Panel(o, batch, rates, weights, baseline, result, partials);
            weights += o.PanelStride;
            baseline += o.BaselinePanelStride;
            result += (nint)batch * o.Width;
        }
    }

    private static void Panel(in ProductOperands o, int batch, float* rates, float* weights, float* baseline, float* result, float* partials)
    {
        var lanes = TSimd.Lanes;
        var column = 0;
        for (; column + (2 * lanes) <= o.Width; column += 2 * lanes)
        {
            var sample = 0;
            if (TSimd.ManyRegisters)
            {
                // Tens where they divide the batch, and where eights would leave more over.
                for (; sample + 10 <= batch && ((batch - sample) % 8 != 0 || (batch - sample) % 10 == 0); sample += 10)
                {
                    Tile10x2(o, o.RatesOf(rates, sample), weights + column, o.BaselineOf(baseline, sample) + column, o.ResultOf(result, sample) + column, partials);
                }

                for (; sample + 8 <= batch; sample += 8)
                {
                    Tile8x2(o, o.RatesOf(rates, sample), weights + column, o.BaselineOf(baseline, sample) + column, o.ResultOf(result, sample) + column, partials);
                }
            }

            for (; sample + 5 <= batch; sample += 5)
            {
                Tile5x2(o, o.RatesOf(rates, sample), weights + column, o.BaselineOf(baseline, sample) + column, o.ResultOf(result, sample) + column, partials);
            }

            for (; sample < batch; sample++)
            {
                var x = o.RatesOf(rates, sample);
                var b = o.BaselineOf(baseline, sample) + column;
                var y = o.ResultOf(result, sample) + column;
                Row(o, x, weights + column, b, y, partials);
                Row(o, x, weights + column + lanes, b + lanes, y + lanes, partials);
            }
        }

        for (; column < o.Width; column += lanes)
        {
            for (var sample = 0; sample < batch; sample++)
            {
                Row(o, o.RatesOf(rates, sample), weights + column, o.BaselineOf(baseline, sample) + column, o.ResultOf(result, sample) + column, partials);
            }
        }
    }
}
