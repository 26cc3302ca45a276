using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <content>The register tiles: unrolled by hand, because only locals live in registers.</content>
internal static unsafe partial class OuterKernel<TSimd, TVector>
{
    /// <summary>10 presynaptic units x 2 vectors of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile10x2(float* rates, nint rateStride, float* signal, nint width, int batch, TVector scale, float* weights)
    {
        var lanes = TSimd.Lanes;
        TVector a00 = TSimd.Zero, a01 = TSimd.Zero;
        TVector a10 = TSimd.Zero, a11 = TSimd.Zero;
        TVector a20 = TSimd.Zero, a21 = TSimd.Zero;
        TVector a30 = TSimd.Zero, a31 = TSimd.Zero;
        TVector a40 = TSimd.Zero, a41 = TSimd.Zero;
        TVector a50 = TSimd.Zero, a51 = TSimd.Zero;
        TVector a60 = TSimd.Zero, a61 = TSimd.Zero;
        TVector a70 = TSimd.Zero, a71 = TSimd.Zero;
        TVector a80 = TSimd.Zero, a81 = TSimd.Zero;
        TVector a90 = TSimd.Zero, a91 = TSimd.Zero;
        for (var sample = 0; sample < batch; sample++)
        {
            var d0 = TSimd.Load(signal);
            var d1 = TSimd.Load(signal + lanes);
            signal += width;
            var x0 = TSimd.Broadcast(rates[0]);
            a00 = TSimd.FusedMultiplyAdd(x0, d0, a00);
            a01 = TSimd.FusedMultiplyAdd(x0, d1, a01);
            var x1 = TSimd.Broadcast(rates[1]);
            a10 = TSimd.FusedMultiplyAdd(x1, d0, a10);
            a11 = TSimd.FusedMultiplyAdd(x1, d1, a11);
            var x2 = TSimd.Broadcast(rates[2]);
            a20 = TSimd.FusedMultiplyAdd(x2, d0, a20);
            a21 = TSimd.FusedMultiplyAdd(x2, d1, a21);
            var x3 = TSimd.Broadcast(rates[3]);
            a30 = TSimd.FusedMultiplyAdd(x3, d0, a30);
            a31 = TSimd.FusedMultiplyAdd(x3, d1, a31);
            var x4 = TSimd.Broadcast(rates[4]);
            a40 = TSimd.FusedMultiplyAdd(x4, d0, a40);
            a41 = TSimd.FusedMultiplyAdd(x4, d1, a41);
            var x5 = TSimd.Broadcast(rates[5]);
            a50 = TSimd.FusedMultiplyAdd(x5, d0, a50);
            a51 = TSimd.FusedMultiplyAdd(x5, d1, a51);
            var x6 = TSimd.Broadcast(rates[6]);
            a60 = TSimd.FusedMultiplyAdd(x6, d0, a60);
            a61 = TSimd.FusedMultiplyAdd(x6, d1, a61);
            var x7 = TSimd.Broadcast(rates[7]);
            a70 = TSimd.FusedMultiplyAdd(x7, d0, a70);
            a71 = TSimd.FusedMultiplyAdd(x7, d1, a71);
            var x8 = TSimd.Broadcast(rates[8]);
            a80 = TSimd.FusedMultiplyAdd(x8, d0, a80);
            a81 = TSimd.FusedMultiplyAdd(x8, d1, a81);
            var x9 = TSimd.Broadcast(rates[9]);
            a90 = TSimd.FusedMultiplyAdd(x9, d0, a90);
            a91 = TSimd.FusedMultiplyAdd(x9, d1, a91);
            rates += rateStride;
        }

        Accumulate(a00, scale, weights);
        Accumulate(a01, scale, weights + lanes);
        Accumulate(a10, scale, weights + width);
        Accumulate(a11, scale, weights + width + lanes);
        Accumulate(a20, scale, weights + (2 * width));
        Accumulate(a21, scale, weights + (2 * width) + lanes);
        Accumulate(a30, scale, weights + (3 * width));
        Accumulate(a31, scale, weights + (3 * width) + lanes);
        Accumulate(a40, scale, weights + (4 * width));
        Accumulate(a41, scale, weights + (4 * width) + lanes);
        Accumulate(a50, scale, weights + (5 * width));
        Accumulate(a51, scale, weights + (5 * width) + lanes);
        Accumulate(a60, scale, weights + (6 * width));
        Accumulate(a61, scale, weights + (6 * width) + lanes);
        Accumulate(a70, scale, weights + (7 * width));
        Accumulate(a71, scale, weights + (7 * width) + lanes);
        Accumulate(a80, scale, weights + (8 * width));
        Accumulate(a81, scale, weights + (8 * width) + lanes);
        Accumulate(a90, scale, weights + (9 * width));
        Accumulate(a91, scale, weights + (9 * width) + lanes);
    }

    /// <summary>8 presynaptic units x 2 vectors of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile8x2(float* rates, nint rateStride, float* signal, nint width, int batch, TVector scale, float* weights)
    {
        var lanes = TSimd.Lanes;
        TVector a00 = TSimd.Zero, a01 = TSimd.Zero;
        TVector a10 = TSimd.Zero, a11 = TSimd.Zero;
        TVector a20 = TSimd.Zero, a21 = TSimd.Zero;
        TVector a30 = TSimd.Zero, a31 = TSimd.Zero;
        TVector a40 = TSimd.Zero, a41 = TSimd.Zero;
        TVector a50 = TSimd.Zero, a51 = TSimd.Zero;
        TVector a60 = TSimd.Zero, a61 = TSimd.Zero;
        TVector a70 = TSimd.Zero, a71 = TSimd.Zero;
        for (var sample = 0; sample < batch; sample++)
        {
            var d0 = TSimd.Load(signal);
            var d1 = TSimd.Load(signal + lanes);
            signal += width;
            var x0 = TSimd.Broadcast(rates[0]);
            a00 = TSimd.FusedMultiplyAdd(x0, d0, a00);
            a01 = TSimd.FusedMultiplyAdd(x0, d1, a01);
            var x1 = TSimd.Broadcast(rates[1]);
            a10 = TSimd.FusedMultiplyAdd(x1, d0, a10);
            a11 = TSimd.FusedMultiplyAdd(x1, d1, a11);
            var x2 = TSimd.Broadcast(rates[2]);
            a20 = TSimd.FusedMultiplyAdd(x2, d0, a20);
            a21 = TSimd.FusedMultiplyAdd(x2, d1, a21);
            var x3 = TSimd.Broadcast(rates[3]);
            a30 = TSimd.FusedMultiplyAdd(x3, d0, a30);
            a31 = TSimd.FusedMultiplyAdd(x3, d1, a31);
            var x4 = TSimd.Broadcast(rates[4]);
            a40 = TSimd.FusedMultiplyAdd(x4, d0, a40);
            a41 = TSimd.FusedMultiplyAdd(x4, d1, a41);
            var x5 = TSimd.Broadcast(rates[5]);
            a50 = TSimd.FusedMultiplyAdd(x5, d0, a50);
            a51 = TSimd.FusedMultiplyAdd(x5, d1, a51);
            var x6 = TSimd.Broadcast(rates[6]);
            a60 = TSimd.FusedMultiplyAdd(x6, d0, a60);
            a61 = TSimd.FusedMultiplyAdd(x6, d1, a61);
            var x7 = TSimd.Broadcast(rates[7]);
            a70 = TSimd.FusedMultiplyAdd(x7, d0, a70);
            a71 = TSimd.FusedMultiplyAdd(x7, d1, a71);
            rates += rateStride;
        }

        Accumulate(a00, scale, weights);
        Accumulate(a01, scale, weights + lanes);
        Accumulate(a10, scale, weights + width);
        Accumulate(a11, scale, weights + width + lanes);
        Accumulate(a20, scale, weights + (2 * width));
        Accumulate(a21, scale, weights + (2 * width) + lanes);
        Accumulate(a30, scale, weights + (3 * width));
        Accumulate(a31, scale, weights + (3 * width) + lanes);
        Accumulate(a40, scale, weights + (4 * width));
        Accumulate(a41, scale, weights + (4 * width) + lanes);
        Accumulate(a50, scale, weights + (5 * width));
        Accumulate(a51, scale, weights + (5 * width) + lanes);
        Accumulate(a60, scale, weights + (6 * width));
        Accumulate(a61, scale, weights + (6 * width) + lanes);
        Accumulate(a70, scale, weights + (7 * width));
        Accumulate(a71, scale, weights + (7 * width) + lanes);
    }

    /// <summary>4 presynaptic units x 2 vectors of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile4x2(float* rates, nint rateStride, float* signal, nint width, int batch, TVector scale, float* weights)
    {
        var lanes = TSimd.Lanes;
        TVector a00 = TSimd.Zero, a01 = TSimd.Zero;
        TVector a10 = TSimd.Zero, a11 = TSimd.Zero;
        TVector a20 = TSimd.Zero, a21 = TSimd.Zero;
        TVector a30 = TSimd.Zero, a31 = TSimd.Zero;
        for (var sample = 0; sample < batch; sample++)
        {
            var d0 = TSimd.Load(signal);
            var d1 = TSimd.Load(signal + lanes);
            signal += width;
            var x0 = TSimd.Broadcast(rates[0]);
            a00 = TSimd.FusedMultiplyAdd(x0, d0, a00);
            a01 = TSimd.FusedMultiplyAdd(x0, d1, a01);
            var x1 = TSimd.Broadcast(rates[1]);
            a10 = TSimd.FusedMultiplyAdd(x1, d0, a10);
            a11 = TSimd.FusedMultiplyAdd(x1, d1, a11);
            var x2 = TSimd.Broadcast(rates[2]);
            a20 = TSimd.FusedMultiplyAdd(x2, d0, a20);
            a21 = TSimd.FusedMultiplyAdd(x2, d1, a21);
            var x3 = TSimd.Broadcast(rates[3]);
            a30 = TSimd.FusedMultiplyAdd(x3, d0, a30);
            a31 = TSimd.FusedMultiplyAdd(x3, d1, a31);
            rates += rateStride;
        }

        Accumulate(a00, scale, weights);
        Accumulate(a01, scale, weights + lanes);
        Accumulate(a10, scale, weights + width);
        Accumulate(a11, scale, weights + width + lanes);
        Accumulate(a20, scale, weights + (2 * width));
        Accumulate(a21, scale, weights + (2 * width) + lanes);
        Accumulate(a30, scale, weights + (3 * width));
        Accumulate(a31, scale, weights + (3 * width) + lanes);
    }

    /// <summary>1 presynaptic unit x 2 vectors of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile1x2(float* rates, nint rateStride, float* signal, nint width, int batch, TVector scale, float* weights)
    {
        var lanes = TSimd.Lanes;
        TVector a00 = TSimd.Zero, a01 = TSimd.Zero;
        for (var sample = 0; sample < batch; sample++)
        {
            var d0 = TSimd.Load(signal);
            var d1 = TSimd.Load(signal + lanes);
            signal += width;
            var x0 = TSimd.Broadcast(rates[0]);
            a00 = TSimd.FusedMultiplyAdd(x0, d0, a00);
            a01 = TSimd.FusedMultiplyAdd(x0, d1, a01);
            rates += rateStride;
        }

        Accumulate(a00, scale, weights);
        Accumulate(a01, scale, weights + lanes);
    }

    /// <summary>8 presynaptic units x 1 vector of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile8x1(float* rates, nint rateStride, float* signal, nint width, int batch, TVector scale, float* weights)
    {
        var lanes = TSimd.Lanes;
        TVector a00 = TSimd.Zero;
        TVector a10 = TSimd.Zero;
        TVector a20 = TSimd.Zero;
        TVector a30 = TSimd.Zero;
        TVector a40 = TSimd.Zero;
        TVector a50 = TSimd.Zero;
        TVector a60 = TSimd.Zero;
        TVector a70 = TSimd.Zero;
        for (var sample = 0; sample < batch; sample++)
        {
            var d0 = TSimd.Load(signal);
            signal += width;
            a00 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[0]), d0, a00);
            a10 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[1]), d0, a10);
            a20 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[2]), d0, a20);
            a30 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[3]), d0, a30);
            a40 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[4]), d0, a40);
            a50 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[5]), d0, a50);
            a60 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[6]), d0, a60);
            a70 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[7]), d0, a70);
            rates += rateStride;
        }

        Accumulate(a00, scale, weights);
        Accumulate(a10, scale, weights + width);
        Accumulate(a20, scale, weights + (2 * width));
        Accumulate(a30, scale, weights + (3 * width));
        Accumulate(a40, scale, weights + (4 * width));
        Accumulate(a50, scale, weights + (5 * width));
        Accumulate(a60, scale, weights + (6 * width));
        Accumulate(a70, scale, weights + (7 * width));
    }

    /// <summary>1 presynaptic unit x 1 vector of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile1x1(float* rates, nint rateStride, float* signal, nint width, int batch, TVector scale, float* weights)
    {
        var lanes = TSimd.Lanes;
        TVector a00 = TSimd.Zero;
        for (var sample = 0; sample < batch; sample++)
        {
            var d0 = TSimd.Load(signal);
            signal += width;
            a00 = TSimd.FusedMultiplyAdd(TSimd.Broadcast(rates[0]), d0, a00);
            rates += rateStride;
        }

        Accumulate(a00, scale, weights);
    }
}
