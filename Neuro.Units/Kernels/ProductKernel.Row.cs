using System.Numerics;
using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <content>One sample: eight blocks side by side hide the latency of the multiply-add, and make an aligned node of the tree.</content>
internal static unsafe partial class ProductKernel<TSimd, TVector>
{
    /// <summary>One sample and one block: weights in the order in which they lie, which their prefetcher rewards; the next panel hides the latency.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SmallRows(in ProductOperands o, int panels, float* rates, float* weights, float* baseline, float* result)
    {
        var lanes = TSimd.Lanes;
        var scale = TSimd.Broadcast(o.Scale);
        nint width = o.Width;
        var units = o.Pre;
        var baselineStride = o.BaselinePanelStride;
        var panelStride = o.PanelStride;
        for (var panel = 0; panel < panels; panel++)
        {
            for (nint column = 0; column < width; column += 2 * lanes)
            {
                var second = column + lanes < width ? lanes : 0;
                TVector a = TSimd.Zero, b = TSimd.Zero;
                var w = weights + column;
                for (var j = 0; j < units; j++)
                {
                    var x = TSimd.Broadcast(rates[j]);
                    a = TSimd.FusedMultiplyAdd(x, TSimd.Load(w), a);
                    b = TSimd.FusedMultiplyAdd(x, TSimd.Load(w + second), b);
                    w += width;
                }

                TSimd.Store(TSimd.FusedMultiplyAdd(a, scale, TSimd.Load(baseline + column)), result + column);
                TSimd.Store(TSimd.FusedMultiplyAdd(b, scale, TSimd.Load(baseline + column + second)), result + column + second);
            }

            weights += panelStride;
            baseline += baselineStride;
            result += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(in ProductOperands o, float* rates, float* weights, float* baseline, float* result, float* partials)
    {
        var lanes = TSimd.Lanes;
        nint rowStride = o.Width;
        var blockStride = o.PreWidth * rowStride;
        var whole = o.Pre / o.PreWidth;
        var block = 0;
        var depth = 0;
        TVector sum = TSimd.Zero;
        while (block < o.Blocks)
        {
            int step;
            if (block + 8 <= whole && (block & 7) == 0)
            {
                sum = EightBlocks(rates + (block * o.PreStride), o.PreStride, o.PreWidth, weights + (block * blockStride), rowStride, blockStride);
                step = 8;
            }
            else if (block + 4 <= whole && (block & 3) == 0)
            {
                sum = FourBlocks(rates + (block * o.PreStride), o.PreStride, o.PreWidth, weights + (block * blockStride), rowStride, blockStride);
                step = 4;
            }
            else
            {
                sum = OneBlock(rates + (block * o.PreStride), o.UnitsIn(block), weights + (block * blockStride), rowStride);
                step = 1;
            }

            block += step;

            // A node over `step` blocks stands where log2(step) merges have been made already.
            var merges = block == o.Blocks ? depth : BitOperations.TrailingZeroCount(block) - BitOperations.Log2((uint)step);
            for (; merges > 0; merges--)
            {
                depth--;
                sum = TSimd.Add(TSimd.Load(partials + (depth * lanes)), sum);
            }

            TSimd.Store(sum, partials + (depth * lanes));
            depth++;
        }

        TSimd.Store(TSimd.FusedMultiplyAdd(sum, TSimd.Broadcast(o.Scale), TSimd.Load(baseline)), result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OneBlock(float* rates, int units, float* weights, nint rowStride)
    {
        var sum = TSimd.Zero;
        for (var j = 0; j < units; j++)
        {
            sum = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[j]), TSimd.Load(weights), sum);
            weights += rowStride;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector EightBlocks(float* rates, nint rateStride, int units, float* weights, nint rowStride, nint blockStride)
    {
        TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero, a4 = TSimd.Zero, a5 = TSimd.Zero, a6 = TSimd.Zero, a7 = TSimd.Zero;
        var upper = rates + (4 * rateStride);
        var upperWeights = weights + (4 * blockStride);
        for (var j = 0; j < units; j++)
        {
            a0 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[j]), TSimd.Load(weights), a0);
            a1 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[rateStride + j]), TSimd.Load(weights + blockStride), a1);
            a2 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[(2 * rateStride) + j]), TSimd.Load(weights + (2 * blockStride)), a2);
            a3 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[(3 * rateStride) + j]), TSimd.Load(weights + (3 * blockStride)), a3);
            a4 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(upper[j]), TSimd.Load(upperWeights), a4);
            a5 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(upper[rateStride + j]), TSimd.Load(upperWeights + blockStride), a5);
            a6 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(upper[(2 * rateStride) + j]), TSimd.Load(upperWeights + (2 * blockStride)), a6);
            a7 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(upper[(3 * rateStride) + j]), TSimd.Load(upperWeights + (3 * blockStride)), a7);
            weights += rowStride;
            upperWeights += rowStride;
        }

        return TSimd.Add(
            TSimd.Add(TSimd.Add(a0, a1), TSimd.Add(a2, a3)),
            TSimd.Add(TSimd.Add(a4, a5), TSimd.Add(a6, a7)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector FourBlocks(float* rates, nint rateStride, int units, float* weights, nint rowStride, nint blockStride)
    {
        TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero;
        for (var j = 0; j < units; j++)
        {
            a0 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[j]), TSimd.Load(weights), a0);
            a1 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[rateStride + j]), TSimd.Load(weights + blockStride), a1);
            a2 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[(2 * rateStride) + j]), TSimd.Load(weights + (2 * blockStride)), a2);
            a3 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[(3 * rateStride) + j]), TSimd.Load(weights + (3 * blockStride)), a3);
            weights += rowStride;
        }

        return TSimd.Add(TSimd.Add(a0, a1), TSimd.Add(a2, a3));
    }
}
