using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>The current of a narrow population: <c>result[b] = baseline[b] + W rates[b]</c>, with lanes over the presynaptic units.</summary>
/// <remarks>
/// The sum over presynaptic units is kept in 16 lanes. Over a block of 128 units each lane adds its eight units in order, from zero;
/// blocks are added lane by lane as a balanced binary tree; lanes are folded last: 16 to 8, 4, 2, 1. The order depends on the
/// presynaptic layout alone, whatever the vectors.
/// </remarks>
internal static unsafe partial class NarrowKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const int Lanes = PanelLayout.Narrow;
    private const int Row = PanelLayout.Block;
    private const int LargestTile = 4 * 5;

    /// <summary>The current of every sample, <c>result[batch][16]</c>; padding is left as it is.</summary>
    /// <param name="rates">The presynaptic rates, <c>batch x pre</c>; padding must be zero.</param>
    /// <param name="weights">Weights with lanes over the presynaptic units.</param>
    /// <param name="baseline">The bias, or a row for every sample.</param>
    /// <param name="baselineStride">0 for a bias, else 16.</param>
    [SkipLocalsInit]
    public static void Run(PanelMatrix rates, WeightMatrix weights, float* baseline, nint baselineStride, float* result)
    {
        var shape = new NarrowOperands(rates, weights);
        var raw = stackalloc float[((BitOperations.Log2((uint)shape.Blocks) + 2) * LargestTile * Lanes) + 16];
        var sums = (float*)(((nuint)raw + 63) & ~(nuint)63);
        var partials = sums + (LargestTile * Lanes);
        var sample = 0;
        if (TSimd.ManyRegisters && shape.Width == Row)
        {
            for (; sample + 4 <= rates.Batch; sample += 4)
            {
                var post = 0;
                for (; post + 5 <= weights.Post; post += 5)
                {
                    Tile4x5(shape, rates.Row(0, sample), weights.Panel(0) + (post * shape.Width), sums, partials);
                    Fold(sums, 4, 5, baseline + (sample * baselineStride) + post, baselineStride, result + ((nint)sample * Lanes) + post);
                }

                for (; post < weights.Post; post++)
                {
                    for (var i = sample; i < sample + 4; i++)
                    {
                        Tile1x1(shape, rates.Row(0, i), weights.Panel(0) + (post * shape.Width), sums, partials);
                        Fold(sums, 1, 1, baseline + (i * baselineStride) + post, 0, result + ((nint)i * Lanes) + post);
                    }
                }
            }
        }

        for (; sample < rates.Batch; sample++)
        {
            var post = 0;
            for (; shape.Width == Row && post + 10 <= weights.Post; post += 10)
            {
                Tile1x10(shape, rates.Row(0, sample), weights.Panel(0) + (post * shape.Width), sums, partials);
                Fold(sums, 1, 10, baseline + (sample * baselineStride) + post, 0, result + ((nint)sample * Lanes) + post);
            }

            for (; post < weights.Post; post++)
            {
                Tile1x1(shape, rates.Row(0, sample), weights.Panel(0) + (post * shape.Width), sums, partials);
                Fold(sums, 1, 1, baseline + (sample * baselineStride) + post, 0, result + ((nint)sample * Lanes) + post);
            }
        }
    }

    /// <summary>One sample and ten postsynaptic units; weights in the order in which they lie, which their prefetcher rewards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x10(in NarrowOperands o, float* rates, float* weights, float* sums, float* partials)
    {
        var lanes = TSimd.Lanes;
        for (nint lane = 0; lane < Lanes; lane += lanes)
        {
            var top = partials;
            for (var block = 0; block < o.Blocks; block++)
            {
                TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero, a4 = TSimd.Zero;
                TVector a5 = TSimd.Zero, a6 = TSimd.Zero, a7 = TSimd.Zero, a8 = TSimd.Zero, a9 = TSimd.Zero;
                for (var panel = o.FirstPanel(block); panel < o.FirstPanel(block + 1); panel++)
                {
                    var x = rates + (panel * o.RatesStride) + lane;
                    var w = weights + (panel * o.WeightsStride) + lane;
                    var r = TSimd.Load(x);
                    var q = TSimd.Load(x + Lanes);
                    a0 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w), a0));
                    a1 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + Row + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + Row), a1));
                    a2 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + (2 * Row) + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + (2 * Row)), a2));
                    a3 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + (3 * Row) + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + (3 * Row)), a3));
                    a4 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + (4 * Row) + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + (4 * Row)), a4));
                    a5 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + (5 * Row) + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + (5 * Row)), a5));
                    a6 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + (6 * Row) + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + (6 * Row)), a6));
                    a7 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + (7 * Row) + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + (7 * Row)), a7));
                    a8 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + (8 * Row) + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + (8 * Row)), a8));
                    a9 = TSimd.FusedMultiplyAdd(q, TSimd.Load(w + (9 * Row) + Lanes), TSimd.FusedMultiplyAdd(r, TSimd.Load(w + (9 * Row)), a9));
                }

                for (var merges = o.Merges(block); merges > 0; merges--)
                {
                    top -= 10 * lanes;
                    a0 = TSimd.Add(TSimd.Load(top + (0 * lanes)), a0);
                    a1 = TSimd.Add(TSimd.Load(top + (1 * lanes)), a1);
                    a2 = TSimd.Add(TSimd.Load(top + (2 * lanes)), a2);
                    a3 = TSimd.Add(TSimd.Load(top + (3 * lanes)), a3);
                    a4 = TSimd.Add(TSimd.Load(top + (4 * lanes)), a4);
                    a5 = TSimd.Add(TSimd.Load(top + (5 * lanes)), a5);
                    a6 = TSimd.Add(TSimd.Load(top + (6 * lanes)), a6);
                    a7 = TSimd.Add(TSimd.Load(top + (7 * lanes)), a7);
                    a8 = TSimd.Add(TSimd.Load(top + (8 * lanes)), a8);
                    a9 = TSimd.Add(TSimd.Load(top + (9 * lanes)), a9);
                }

                var last = block == o.Blocks - 1;
                var target = last ? sums + lane : top;
                nint stride = last ? Lanes : lanes;
                TSimd.Store(a0, target);
                TSimd.Store(a1, target + stride);
                TSimd.Store(a2, target + (2 * stride));
                TSimd.Store(a3, target + (3 * stride));
                TSimd.Store(a4, target + (4 * stride));
                TSimd.Store(a5, target + (5 * stride));
                TSimd.Store(a6, target + (6 * stride));
                TSimd.Store(a7, target + (7 * stride));
                TSimd.Store(a8, target + (8 * stride));
                TSimd.Store(a9, target + (9 * stride));
                top += 10 * lanes;
            }
        }
    }

    /// <summary>One sample and one postsynaptic unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x1(in NarrowOperands o, float* rates, float* weights, float* sums, float* partials)
    {
        var lanes = TSimd.Lanes;
        for (nint lane = 0; lane < Lanes; lane += lanes)
        {
            var top = partials;
            for (var block = 0; block < o.Blocks; block++)
            {
                var sum = TSimd.Zero;
                for (var panel = o.FirstPanel(block); panel < o.FirstPanel(block + 1); panel++)
                {
                    var x = rates + (panel * o.RatesStride) + lane;
                    var w = weights + (panel * o.WeightsStride) + lane;
                    for (nint half = 0; half < o.Width; half += Lanes)
                    {
                        sum = TSimd.FusedMultiplyAdd(TSimd.Load(x + half), TSimd.Load(w + half), sum);
                    }
                }

                for (var merges = o.Merges(block); merges > 0; merges--)
                {
                    top -= lanes;
                    sum = TSimd.Add(TSimd.Load(top), sum);
                }

                TSimd.Store(sum, block == o.Blocks - 1 ? sums + lane : top);
                top += lanes;
            }
        }
    }

    /// <summary>Adds the 16 lanes of each sum, and the sum to its baseline.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fold(float* sums, int samples, int posts, float* baseline, nint baselineStride, float* result)
    {
        for (var sample = 0; sample < samples; sample++)
        {
            for (var post = 0; post < posts; post++)
            {
                var eight = Vector256.Load(sums) + Vector256.Load(sums + 8);
                var four = eight.GetLower() + eight.GetUpper();
                var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
                result[post] = baseline[post] + (two[0] + two[1]);
                sums += Lanes;
            }

            baseline += baselineStride;
            result += Lanes;
        }
    }
}
