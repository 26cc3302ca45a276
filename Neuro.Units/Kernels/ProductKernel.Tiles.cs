using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <content>The register tiles: unrolled by hand, because only locals live in registers.</content>
internal static unsafe partial class ProductKernel<TSimd, TVector>
{
    /// <summary>10 samples x 2 vectors of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile10x2(in ProductOperands o, float* rates, float* weights, float* baseline, float* result, float* partials)
    {
        var lanes = TSimd.Lanes;
        nint width = o.PreWidth;
        nint rowStride = o.Width;
        for (var block = 0; block < o.Blocks; block++)
        {
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
            var x = rates + (block * o.PreStride);
            var end = x + o.UnitsIn(block);
            for (; x < end; x++)
            {
                var w0 = TSimd.Load(weights);
                var w1 = TSimd.Load(weights + lanes);
                weights += rowStride;
                var x0 = TSimd.Broadcast(x[0]);
                a00 = TSimd.FusedMultiplyAdd(x0, w0, a00);
                a01 = TSimd.FusedMultiplyAdd(x0, w1, a01);
                var x1 = TSimd.Broadcast(x[width]);
                a10 = TSimd.FusedMultiplyAdd(x1, w0, a10);
                a11 = TSimd.FusedMultiplyAdd(x1, w1, a11);
                var x2 = TSimd.Broadcast(x[2 * width]);
                a20 = TSimd.FusedMultiplyAdd(x2, w0, a20);
                a21 = TSimd.FusedMultiplyAdd(x2, w1, a21);
                var x3 = TSimd.Broadcast(x[3 * width]);
                a30 = TSimd.FusedMultiplyAdd(x3, w0, a30);
                a31 = TSimd.FusedMultiplyAdd(x3, w1, a31);
                var x4 = TSimd.Broadcast(x[4 * width]);
                a40 = TSimd.FusedMultiplyAdd(x4, w0, a40);
                a41 = TSimd.FusedMultiplyAdd(x4, w1, a41);
                var x5 = TSimd.Broadcast(x[5 * width]);
                a50 = TSimd.FusedMultiplyAdd(x5, w0, a50);
                a51 = TSimd.FusedMultiplyAdd(x5, w1, a51);
                var x6 = TSimd.Broadcast(x[6 * width]);
                a60 = TSimd.FusedMultiplyAdd(x6, w0, a60);
                a61 = TSimd.FusedMultiplyAdd(x6, w1, a61);
                var x7 = TSimd.Broadcast(x[7 * width]);
                a70 = TSimd.FusedMultiplyAdd(x7, w0, a70);
                a71 = TSimd.FusedMultiplyAdd(x7, w1, a71);
                var x8 = TSimd.Broadcast(x[8 * width]);
                a80 = TSimd.FusedMultiplyAdd(x8, w0, a80);
                a81 = TSimd.FusedMultiplyAdd(x8, w1, a81);
                var x9 = TSimd.Broadcast(x[9 * width]);
                a90 = TSimd.FusedMultiplyAdd(x9, w0, a90);
                a91 = TSimd.FusedMultiplyAdd(x9, w1, a91);
            }

            for (var merges = o.Merges(block); merges > 0; merges--)
            {
                partials -= 20 * lanes;
                a00 = TSimd.Add(TSimd.Load(partials + (0 * lanes)), a00);
                a01 = TSimd.Add(TSimd.Load(partials + (1 * lanes)), a01);
                a10 = TSimd.Add(TSimd.Load(partials + (2 * lanes)), a10);
                a11 = TSimd.Add(TSimd.Load(partials + (3 * lanes)), a11);
                a20 = TSimd.Add(TSimd.Load(partials + (4 * lanes)), a20);
                a21 = TSimd.Add(TSimd.Load(partials + (5 * lanes)), a21);
                a30 = TSimd.Add(TSimd.Load(partials + (6 * lanes)), a30);
                a31 = TSimd.Add(TSimd.Load(partials + (7 * lanes)), a31);
                a40 = TSimd.Add(TSimd.Load(partials + (8 * lanes)), a40);
                a41 = TSimd.Add(TSimd.Load(partials + (9 * lanes)), a41);
                a50 = TSimd.Add(TSimd.Load(partials + (10 * lanes)), a50);
                a51 = TSimd.Add(TSimd.Load(partials + (11 * lanes)), a51);
                a60 = TSimd.Add(TSimd.Load(partials + (12 * lanes)), a60);
                a61 = TSimd.Add(TSimd.Load(partials + (13 * lanes)), a61);
                a70 = TSimd.Add(TSimd.Load(partials + (14 * lanes)), a70);
                a71 = TSimd.Add(TSimd.Load(partials + (15 * lanes)), a71);
                a80 = TSimd.Add(TSimd.Load(partials + (16 * lanes)), a80);
                a81 = TSimd.Add(TSimd.Load(partials + (17 * lanes)), a81);
                a90 = TSimd.Add(TSimd.Load(partials + (18 * lanes)), a90);
                a91 = TSimd.Add(TSimd.Load(partials + (19 * lanes)), a91);
            }

            if (block == o.Blocks - 1)
            {
                var scale = TSimd.Broadcast(o.Scale);
                TSimd.Store(TSimd.FusedMultiplyAdd(a00, scale, TSimd.Load(baseline)), result);
                TSimd.Store(TSimd.FusedMultiplyAdd(a01, scale, TSimd.Load(baseline + lanes)), result + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a10, scale, TSimd.Load(baseline + (1 * o.BaselineStride))), result + (1 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a11, scale, TSimd.Load(baseline + (1 * o.BaselineStride) + lanes)), result + (1 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a20, scale, TSimd.Load(baseline + (2 * o.BaselineStride))), result + (2 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a21, scale, TSimd.Load(baseline + (2 * o.BaselineStride) + lanes)), result + (2 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a30, scale, TSimd.Load(baseline + (3 * o.BaselineStride))), result + (3 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a31, scale, TSimd.Load(baseline + (3 * o.BaselineStride) + lanes)), result + (3 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a40, scale, TSimd.Load(baseline + (4 * o.BaselineStride))), result + (4 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a41, scale, TSimd.Load(baseline + (4 * o.BaselineStride) + lanes)), result + (4 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a50, scale, TSimd.Load(baseline + (5 * o.BaselineStride))), result + (5 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a51, scale, TSimd.Load(baseline + (5 * o.BaselineStride) + lanes)), result + (5 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a60, scale, TSimd.Load(baseline + (6 * o.BaselineStride))), result + (6 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a61, scale, TSimd.Load(baseline + (6 * o.BaselineStride) + lanes)), result + (6 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a70, scale, TSimd.Load(baseline + (7 * o.BaselineStride))), result + (7 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a71, scale, TSimd.Load(baseline + (7 * o.BaselineStride) + lanes)), result + (7 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a80, scale, TSimd.Load(baseline + (8 * o.BaselineStride))), result + (8 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a81, scale, TSimd.Load(baseline + (8 * o.BaselineStride) + lanes)), result + (8 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a90, scale, TSimd.Load(baseline + (9 * o.BaselineStride))), result + (9 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a91, scale, TSimd.Load(baseline + (9 * o.BaselineStride) + lanes)), result + (9 * rowStride) + lanes);
                return;
            }

            TSimd.Store(a00, partials + (0 * lanes));
            TSimd.Store(a01, partials + (1 * lanes));
            TSimd.Store(a10, partials + (2 * lanes));
            TSimd.Store(a11, partials + (3 * lanes));
            TSimd.Store(a20, partials + (4 * lanes));
            TSimd.Store(a21, partials + (5 * lanes));
            TSimd.Store(a30, partials + (6 * lanes));
            TSimd.Store(a31, partials + (7 * lanes));
            TSimd.Store(a40, partials + (8 * lanes));
            TSimd.Store(a41, partials + (9 * lanes));
            TSimd.Store(a50, partials + (10 * lanes));
            TSimd.Store(a51, partials + (11 * lanes));
            TSimd.Store(a60, partials + (12 * lanes));
            TSimd.Store(a61, partials + (13 * lanes));
            TSimd.Store(a70, partials + (14 * lanes));
            TSimd.Store(a71, partials + (15 * lanes));
            TSimd.Store(a80, partials + (16 * lanes));
            TSimd.Store(a81, partials + (17 * lanes));
            TSimd.Store(a90, partials + (18 * lanes));
            TSimd.Store(a91, partials + (19 * lanes));
            partials += 20 * lanes;
        }
    }

    /// <summary>8 samples x 2 vectors of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x2(in ProductOperands o, float* rates, float* weights, float* baseline, float* result, float* partials)
    {
        var lanes = TSimd.Lanes;
        nint width = o.PreWidth;
        nint rowStride = o.Width;
        for (var block = 0; block < o.Blocks; block++)
        {
            TVector a00 = TSimd.Zero, a01 = TSimd.Zero;
            TVector a10 = TSimd.Zero, a11 = TSimd.Zero;
            TVector a20 = TSimd.Zero, a21 = TSimd.Zero;
            TVector a30 = TSimd.Zero, a31 = TSimd.Zero;
            TVector a40 = TSimd.Zero, a41 = TSimd.Zero;
            TVector a50 = TSimd.Zero, a51 = TSimd.Zero;
            TVector a60 = TSimd.Zero, a61 = TSimd.Zero;
            TVector a70 = TSimd.Zero, a71 = TSimd.Zero;
            var x = rates + (block * o.PreStride);
            var end = x + o.UnitsIn(block);
            for (; x < end; x++)
            {
                var w0 = TSimd.Load(weights);
                var w1 = TSimd.Load(weights + lanes);
                weights += rowStride;
                var x0 = TSimd.Broadcast(x[0]);
                a00 = TSimd.FusedMultiplyAdd(x0, w0, a00);
                a01 = TSimd.FusedMultiplyAdd(x0, w1, a01);
                var x1 = TSimd.Broadcast(x[width]);
                a10 = TSimd.FusedMultiplyAdd(x1, w0, a10);
                a11 = TSimd.FusedMultiplyAdd(x1, w1, a11);
                var x2 = TSimd.Broadcast(x[2 * width]);
                a20 = TSimd.FusedMultiplyAdd(x2, w0, a20);
                a21 = TSimd.FusedMultiplyAdd(x2, w1, a21);
                var x3 = TSimd.Broadcast(x[3 * width]);
                a30 = TSimd.FusedMultiplyAdd(x3, w0, a30);
                a31 = TSimd.FusedMultiplyAdd(x3, w1, a31);
                var x4 = TSimd.Broadcast(x[4 * width]);
                a40 = TSimd.FusedMultiplyAdd(x4, w0, a40);
                a41 = TSimd.FusedMultiplyAdd(x4, w1, a41);
                var x5 = TSimd.Broadcast(x[5 * width]);
                a50 = TSimd.FusedMultiplyAdd(x5, w0, a50);
                a51 = TSimd.FusedMultiplyAdd(x5, w1, a51);
                var x6 = TSimd.Broadcast(x[6 * width]);
                a60 = TSimd.FusedMultiplyAdd(x6, w0, a60);
                a61 = TSimd.FusedMultiplyAdd(x6, w1, a61);
                var x7 = TSimd.Broadcast(x[7 * width]);
                a70 = TSimd.FusedMultiplyAdd(x7, w0, a70);
                a71 = TSimd.FusedMultiplyAdd(x7, w1, a71);
            }

            for (var merges = o.Merges(block); merges > 0; merges--)
            {
                partials -= 16 * lanes;
                a00 = TSimd.Add(TSimd.Load(partials + (0 * lanes)), a00);
                a01 = TSimd.Add(TSimd.Load(partials + (1 * lanes)), a01);
                a10 = TSimd.Add(TSimd.Load(partials + (2 * lanes)), a10);
                a11 = TSimd.Add(TSimd.Load(partials + (3 * lanes)), a11);
                a20 = TSimd.Add(TSimd.Load(partials + (4 * lanes)), a20);
                a21 = TSimd.Add(TSimd.Load(partials + (5 * lanes)), a21);
                a30 = TSimd.Add(TSimd.Load(partials + (6 * lanes)), a30);
                a31 = TSimd.Add(TSimd.Load(partials + (7 * lanes)), a31);
                a40 = TSimd.Add(TSimd.Load(partials + (8 * lanes)), a40);
                a41 = TSimd.Add(TSimd.Load(partials + (9 * lanes)), a41);
                a50 = TSimd.Add(TSimd.Load(partials + (10 * lanes)), a50);
                a51 = TSimd.Add(TSimd.Load(partials + (11 * lanes)), a51);
                a60 = TSimd.Add(TSimd.Load(partials + (12 * lanes)), a60);
                a61 = TSimd.Add(TSimd.Load(partials + (13 * lanes)), a61);
                a70 = TSimd.Add(TSimd.Load(partials + (14 * lanes)), a70);
                a71 = TSimd.Add(TSimd.Load(partials + (15 * lanes)), a71);
            }

            if (block == o.Blocks - 1)
            {
                var scale = TSimd.Broadcast(o.Scale);
                TSimd.Store(TSimd.FusedMultiplyAdd(a00, scale, TSimd.Load(baseline)), result);
                TSimd.Store(TSimd.FusedMultiplyAdd(a01, scale, TSimd.Load(baseline + lanes)), result + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a10, scale, TSimd.Load(baseline + (1 * o.BaselineStride))), result + (1 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a11, scale, TSimd.Load(baseline + (1 * o.BaselineStride) + lanes)), result + (1 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a20, scale, TSimd.Load(baseline + (2 * o.BaselineStride))), result + (2 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a21, scale, TSimd.Load(baseline + (2 * o.BaselineStride) + lanes)), result + (2 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a30, scale, TSimd.Load(baseline + (3 * o.BaselineStride))), result + (3 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a31, scale, TSimd.Load(baseline + (3 * o.BaselineStride) + lanes)), result + (3 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a40, scale, TSimd.Load(baseline + (4 * o.BaselineStride))), result + (4 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a41, scale, TSimd.Load(baseline + (4 * o.BaselineStride) + lanes)), result + (4 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a50, scale, TSimd.Load(baseline + (5 * o.BaselineStride))), result + (5 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a51, scale, TSimd.Load(baseline + (5 * o.BaselineStride) + lanes)), result + (5 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a60, scale, TSimd.Load(baseline + (6 * o.BaselineStride))), result + (6 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a61, scale, TSimd.Load(baseline + (6 * o.BaselineStride) + lanes)), result + (6 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a70, scale, TSimd.Load(baseline + (7 * o.BaselineStride))), result + (7 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a71, scale, TSimd.Load(baseline + (7 * o.BaselineStride) + lanes)), result + (7 * rowStride) + lanes);
                return;
            }

            TSimd.Store(a00, partials + (0 * lanes));
            TSimd.Store(a01, partials + (1 * lanes));
            TSimd.Store(a10, partials + (2 * lanes));
            TSimd.Store(a11, partials + (3 * lanes));
            TSimd.Store(a20, partials + (4 * lanes));
            TSimd.Store(a21, partials + (5 * lanes));
            TSimd.Store(a30, partials + (6 * lanes));
            TSimd.Store(a31, partials + (7 * lanes));
            TSimd.Store(a40, partials + (8 * lanes));
            TSimd.Store(a41, partials + (9 * lanes));
            TSimd.Store(a50, partials + (10 * lanes));
            TSimd.Store(a51, partials + (11 * lanes));
            TSimd.Store(a60, partials + (12 * lanes));
            TSimd.Store(a61, partials + (13 * lanes));
            TSimd.Store(a70, partials + (14 * lanes));
            TSimd.Store(a71, partials + (15 * lanes));
            partials += 16 * lanes;
        }
    }

    /// <summary>5 samples x 2 vectors of postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile5x2(in ProductOperands o, float* rates, float* weights, float* baseline, float* result, float* partials)
    {
        var lanes = TSimd.Lanes;
        nint width = o.PreWidth;
        nint rowStride = o.Width;
        for (var block = 0; block < o.Blocks; block++)
        {
            TVector a00 = TSimd.Zero, a01 = TSimd.Zero;
            TVector a10 = TSimd.Zero, a11 = TSimd.Zero;
            TVector a20 = TSimd.Zero, a21 = TSimd.Zero;
            TVector a30 = TSimd.Zero, a31 = TSimd.Zero;
            TVector a40 = TSimd.Zero, a41 = TSimd.Zero;
            var x = rates + (block * o.PreStride);
            var end = x + o.UnitsIn(block);
            for (; x < end; x++)
            {
                var w0 = TSimd.Load(weights);
                var w1 = TSimd.Load(weights + lanes);
                weights += rowStride;
                var x0 = TSimd.Broadcast(x[0]);
                a00 = TSimd.FusedMultiplyAdd(x0, w0, a00);
                a01 = TSimd.FusedMultiplyAdd(x0, w1, a01);
                var x1 = TSimd.Broadcast(x[width]);
                a10 = TSimd.FusedMultiplyAdd(x1, w0, a10);
                a11 = TSimd.FusedMultiplyAdd(x1, w1, a11);
                var x2 = TSimd.Broadcast(x[2 * width]);
                a20 = TSimd.FusedMultiplyAdd(x2, w0, a20);
                a21 = TSimd.FusedMultiplyAdd(x2, w1, a21);
                var x3 = TSimd.Broadcast(x[3 * width]);
                a30 = TSimd.FusedMultiplyAdd(x3, w0, a30);
                a31 = TSimd.FusedMultiplyAdd(x3, w1, a31);
                var x4 = TSimd.Broadcast(x[4 * width]);
                a40 = TSimd.FusedMultiplyAdd(x4, w0, a40);
                a41 = TSimd.FusedMultiplyAdd(x4, w1, a41);
            }

            for (var merges = o.Merges(block); merges > 0; merges--)
            {
                partials -= 10 * lanes;
                a00 = TSimd.Add(TSimd.Load(partials + (0 * lanes)), a00);
                a01 = TSimd.Add(TSimd.Load(partials + (1 * lanes)), a01);
                a10 = TSimd.Add(TSimd.Load(partials + (2 * lanes)), a10);
                a11 = TSimd.Add(TSimd.Load(partials + (3 * lanes)), a11);
                a20 = TSimd.Add(TSimd.Load(partials + (4 * lanes)), a20);
                a21 = TSimd.Add(TSimd.Load(partials + (5 * lanes)), a21);
                a30 = TSimd.Add(TSimd.Load(partials + (6 * lanes)), a30);
                a31 = TSimd.Add(TSimd.Load(partials + (7 * lanes)), a31);
                a40 = TSimd.Add(TSimd.Load(partials + (8 * lanes)), a40);
                a41 = TSimd.Add(TSimd.Load(partials + (9 * lanes)), a41);
            }

            if (block == o.Blocks - 1)
            {
                var scale = TSimd.Broadcast(o.Scale);
                TSimd.Store(TSimd.FusedMultiplyAdd(a00, scale, TSimd.Load(baseline)), result);
                TSimd.Store(TSimd.FusedMultiplyAdd(a01, scale, TSimd.Load(baseline + lanes)), result + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a10, scale, TSimd.Load(baseline + (1 * o.BaselineStride))), result + (1 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a11, scale, TSimd.Load(baseline + (1 * o.BaselineStride) + lanes)), result + (1 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a20, scale, TSimd.Load(baseline + (2 * o.BaselineStride))), result + (2 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a21, scale, TSimd.Load(baseline + (2 * o.BaselineStride) + lanes)), result + (2 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a30, scale, TSimd.Load(baseline + (3 * o.BaselineStride))), result + (3 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a31, scale, TSimd.Load(baseline + (3 * o.BaselineStride) + lanes)), result + (3 * rowStride) + lanes);
                TSimd.Store(TSimd.FusedMultiplyAdd(a40, scale, TSimd.Load(baseline + (4 * o.BaselineStride))), result + (4 * rowStride));
                TSimd.Store(TSimd.FusedMultiplyAdd(a41, scale, TSimd.Load(baseline + (4 * o.BaselineStride) + lanes)), result + (4 * rowStride) + lanes);
                return;
            }

            TSimd.Store(a00, partials + (0 * lanes));
            TSimd.Store(a01, partials + (1 * lanes));
            TSimd.Store(a10, partials + (2 * lanes));
            TSimd.Store(a11, partials + (3 * lanes));
            TSimd.Store(a20, partials + (4 * lanes));
            TSimd.Store(a21, partials + (5 * lanes));
            TSimd.Store(a30, partials + (6 * lanes));
            TSimd.Store(a31, partials + (7 * lanes));
            TSimd.Store(a40, partials + (8 * lanes));
            TSimd.Store(a41, partials + (9 * lanes));
            partials += 10 * lanes;
        }
    }
}
