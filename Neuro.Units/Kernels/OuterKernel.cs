using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <summary>
/// One panel of a plastic change: <c>weights[j] += scale * sum_b rates[b][j] * signal[b]</c> for every presynaptic unit j.
/// </summary>
/// <remarks>The sum over samples runs in their order, whatever the tile, so both ends of a two-sided synapse add the same bits.</remarks>
internal static unsafe partial class OuterKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Changes the weights of neighbouring panels, <c>[panel][pre][width]</c>, by their signals, <c>[panel][batch][width]</c>.</summary>
    /// <param name="weightStride">Values from one panel's weights to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* rates, int pre, int preWidth, nint preStride, float* signal, int width, int batch, int panels, float scale, float* weights, nint weightStride)
    {
        var factor = TSimd.Broadcast(scale);
        for (var panel = 0; panel < panels; panel++)
        {
            if (batch == 1)
            {
                OneSample(rates, pre, preWidth, preStride, signal, width, factor, weights);
                weights += weightStride;
                signal += width;
                continue;
            }

            var x = rates;
            var rows = weights;
            for (var start = 0; start < pre; start += preWidth)
            {
                var units = Math.Min(preWidth, pre - start);
                Block(x, units, preWidth, signal, width, batch, factor, rows);
                x += preStride;
                rows += (nint)units * width;
            }

            weights += weightStride;
            signal += (nint)batch * width;
        }
    }

    /// <summary>A batch of one: a row of weights per presynaptic unit, with the rounding of the tiles (product, then scaled sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneSample(float* rates, int pre, int preWidth, nint preStride, float* signal, nint width, TVector scale, float* weights)
    {
        var lanes = TSimd.Lanes;
        for (nint column = 0; column < width; column += 2 * lanes)
        {
            var second = column + lanes < width ? lanes : 0;
            var d0 = TSimd.Load(signal + column);
            var d1 = TSimd.Load(signal + column + second);
            var w = weights + column;
            var block = rates;
            for (var left = pre; left > 0; left -= preWidth)
            {
                var units = Math.Min(preWidth, left);
                for (var j = 0; j < units; j++)
                {
                    var x = TSimd.Broadcast(block[j]);
                    Accumulate(TSimd.Multiply(x, d0), scale, w);
                    if (second != 0)
                    {
                        Accumulate(TSimd.Multiply(x, d1), scale, w + second);
                    }

                    w += width;
                }

                block += preStride;
            }
        }
    }

    /// <summary>The same for a constant presynaptic rate of 1: <c>bias += scale * sum_b signal[b]</c>.</summary>
    public static void Bias(float* signal, int width, int batch, float scale, float* bias)
    {
        var one = 1f;
        var factor = TSimd.Broadcast(scale);
        for (var column = 0; column < width; column += TSimd.Lanes)
        {
            Tile1x1(&one, 0, signal + column, width, batch, factor, bias + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* rates, int units, int preWidth, float* signal, int width, int batch, TVector scale, float* weights)
    {
        var lanes = TSimd.Lanes;
        var column = 0;
        for (; column + (2 * lanes) <= width; column += 2 * lanes)
        {
            var j = 0;
            if (TSimd.ManyRegisters)
            {
                if (units == 10)
                {
                    Tile10x2(rates, preWidth, signal + column, width, batch, scale, weights + column);
                    continue;
                }

                for (; j + 8 <= units; j += 8)
                {
                    Tile8x2(rates + j, preWidth, signal + column, width, batch, scale, weights + ((nint)j * width) + column);
                }
            }

            for (; j + 4 <= units; j += 4)
            {
                Tile4x2(rates + j, preWidth, signal + column, width, batch, scale, weights + ((nint)j * width) + column);
            }

            for (; j < units; j++)
            {
                Tile1x2(rates + j, preWidth, signal + column, width, batch, scale, weights + ((nint)j * width) + column);
            }
        }

        for (; column < width; column += lanes)
        {
            var j = 0;
            for (; j + 8 <= units; j += 8)
            {
                Tile8x1(rates + j, preWidth, signal + column, width, batch, scale, weights + ((nint)j * width) + column);
            }

            for (; j < units; j++)
            {
                Tile1x1(rates + j, preWidth, signal + column, width, batch, scale, weights + ((nint)j * width) + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(TVector sum, TVector scale, float* weights) =>
        TSimd.Store(TSimd.FusedMultiplyAdd(sum, scale, TSimd.Load(weights)), weights);
}
