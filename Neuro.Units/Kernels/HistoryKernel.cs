using System.Runtime.CompilerServices;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>Sums over the past steps of a trial, sample by sample: what fast synapses of each example come down to.</summary>
internal static unsafe class HistoryKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary><c>target[b] += sum_k coefficients[k][b] history[k][b]</c> over one panel, steps in their order.</summary>
    /// <param name="history">The panel of the first step, <c>[batch][width]</c>.</param>
    /// <param name="stepStride">Values from one step to the next.</param>
    /// <param name="coefficients"><c>[steps][batch]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(int steps, int batch, int width, float* history, nint stepStride, float* coefficients, float* target)
    {
        for (var sample = 0; sample < batch; sample++)
        {
            for (var column = 0; column < width; column += TSimd.Lanes)
            {
                var sum = TSimd.Load(target + column);
                var past = history + column;
                var coefficient = coefficients + sample;
                for (var step = 0; step < steps; step++)
                {
                    sum = TSimd.FusedMultiplyAdd(TSimd.Load(past), TSimd.Broadcast(*coefficient), sum);
                    past += stepStride;
                    coefficient += batch;
                }

                TSimd.Store(sum, target + column);
            }

            history += width;
            target += width;
        }
    }

    /// <summary><c>scale (a[b] . b[b])</c> for every sample: sixteen running sums, whatever the width, then added as a tree.</summary>
    /// <param name="a">Rates of the same layout as <paramref name="b"/>, padding zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(PanelMatrix b, float* a, float scale, float* dots)
    {
        const int Sums = 16;
        var sums = stackalloc float[Sums];
        var width = b.Layout.Width;
        for (var sample = 0; sample < b.Batch; sample++)
        {
            for (var lane = 0; lane < Sums; lane += TSimd.Lanes)
            {
                var sum = TSimd.Zero;
                for (var panel = 0; panel < b.Layout.Panels; panel++)
                {
                    var offset = (panel * b.PanelLength) + (sample * width) + lane;
                    for (var half = 0; half < width; half += Sums)
                    {
                        sum = TSimd.FusedMultiplyAdd(TSimd.Load(a + offset + half), TSimd.Load(b.Pointer + offset + half), sum);
                    }
                }

                TSimd.Store(sum, sums + lane);
            }

            for (var stride = Sums / 2; stride > 0; stride /= 2)
            {
                for (var lane = 0; lane < stride; lane++)
                {
                    sums[lane] += sums[lane + stride];
                }
            }

            dots[sample] = scale * sums[0];
        }
    }
}
