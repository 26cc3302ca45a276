using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <content>The register tile of a batch: unrolled by hand, because only locals live in registers.</content>
internal static unsafe partial class NarrowKernel<TSimd, TVector>
{
    /// <summary>4 samples x 5 postsynaptic units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x5(in NarrowOperands o, float* rates, float* weights, float* sums, float* partials)
    {
        var lanes = TSimd.Lanes;
        for (nint lane = 0; lane < Lanes; lane += lanes)
        {
            var top = partials;
            for (var block = 0; block < o.Blocks; block++)
            {
                TVector a00 = TSimd.Zero, a01 = TSimd.Zero, a02 = TSimd.Zero, a03 = TSimd.Zero, a04 = TSimd.Zero;
                TVector a10 = TSimd.Zero, a11 = TSimd.Zero, a12 = TSimd.Zero, a13 = TSimd.Zero, a14 = TSimd.Zero;
                TVector a20 = TSimd.Zero, a21 = TSimd.Zero, a22 = TSimd.Zero, a23 = TSimd.Zero, a24 = TSimd.Zero;
                TVector a30 = TSimd.Zero, a31 = TSimd.Zero, a32 = TSimd.Zero, a33 = TSimd.Zero, a34 = TSimd.Zero;
                for (var panel = o.FirstPanel(block); panel < o.FirstPanel(block + 1); panel++)
                {
                    var x = rates + (panel * o.RatesStride) + lane;
                    var w = weights + (panel * o.WeightsStride) + lane;
                    var x0 = TSimd.Load(x);
                    var y0 = TSimd.Load(x + Lanes);
                    var x1 = TSimd.Load(x + Row);
                    var y1 = TSimd.Load(x + Row + Lanes);
                    var x2 = TSimd.Load(x + (2 * Row));
                    var y2 = TSimd.Load(x + (2 * Row) + Lanes);
                    var x3 = TSimd.Load(x + (3 * Row));
                    var y3 = TSimd.Load(x + (3 * Row) + Lanes);
                    var v0 = TSimd.Load(w);
                    var w0 = TSimd.Load(w + Lanes);
                    a00 = TSimd.FusedMultiplyAdd(y0, w0, TSimd.FusedMultiplyAdd(x0, v0, a00));
                    a10 = TSimd.FusedMultiplyAdd(y1, w0, TSimd.FusedMultiplyAdd(x1, v0, a10));
                    a20 = TSimd.FusedMultiplyAdd(y2, w0, TSimd.FusedMultiplyAdd(x2, v0, a20));
                    a30 = TSimd.FusedMultiplyAdd(y3, w0, TSimd.FusedMultiplyAdd(x3, v0, a30));
                    var v1 = TSimd.Load(w + Row);
                    var w1 = TSimd.Load(w + Row + Lanes);
                    a01 = TSimd.FusedMultiplyAdd(y0, w1, TSimd.FusedMultiplyAdd(x0, v1, a01));
                    a11 = TSimd.FusedMultiplyAdd(y1, w1, TSimd.FusedMultiplyAdd(x1, v1, a11));
                    a21 = TSimd.FusedMultiplyAdd(y2, w1, TSimd.FusedMultiplyAdd(x2, v1, a21));
                    a31 = TSimd.FusedMultiplyAdd(y3, w1, TSimd.FusedMultiplyAdd(x3, v1, a31));
                    var v2 = TSimd.Load(w + (2 * Row));
                    var w2 = TSimd.Load(w + (2 * Row) + Lanes);
                    a02 = TSimd.FusedMultiplyAdd(y0, w2, TSimd.FusedMultiplyAdd(x0, v2, a02));
                    a12 = TSimd.FusedMultiplyAdd(y1, w2, TSimd.FusedMultiplyAdd(x1, v2, a12));
                    a22 = TSimd.FusedMultiplyAdd(y2, w2, TSimd.FusedMultiplyAdd(x2, v2, a22));
                    a32 = TSimd.FusedMultiplyAdd(y3, w2, TSimd.FusedMultiplyAdd(x3, v2, a32));
                    var v3 = TSimd.Load(w + (3 * Row));
                    var w3 = TSimd.Load(w + (3 * Row) + Lanes);
                    a03 = TSimd.FusedMultiplyAdd(y0, w3, TSimd.FusedMultiplyAdd(x0, v3, a03));
                    a13 = TSimd.FusedMultiplyAdd(y1, w3, TSimd.FusedMultiplyAdd(x1, v3, a13));
                    a23 = TSimd.FusedMultiplyAdd(y2, w3, TSimd.FusedMultiplyAdd(x2, v3, a23));
                    a33 = TSimd.FusedMultiplyAdd(y3, w3, TSimd.FusedMultiplyAdd(x3, v3, a33));
                    var v4 = TSimd.Load(w + (4 * Row));
                    var w4 = TSimd.Load(w + (4 * Row) + Lanes);
                    a04 = TSimd.FusedMultiplyAdd(y0, w4, TSimd.FusedMultiplyAdd(x0, v4, a04));
                    a14 = TSimd.FusedMultiplyAdd(y1, w4, TSimd.FusedMultiplyAdd(x1, v4, a14));
                    a24 = TSimd.FusedMultiplyAdd(y2, w4, TSimd.FusedMultiplyAdd(x2, v4, a24));
                    a34 = TSimd.FusedMultiplyAdd(y3, w4, TSimd.FusedMultiplyAdd(x3, v4, a34));
                }

                for (var merges = o.Merges(block); merges > 0; merges--)
                {
                    top -= 20 * lanes;
                    a00 = TSimd.Add(TSimd.Load(top + (0 * lanes)), a00);
                    a01 = TSimd.Add(TSimd.Load(top + (1 * lanes)), a01);
                    a02 = TSimd.Add(TSimd.Load(top + (2 * lanes)), a02);
                    a03 = TSimd.Add(TSimd.Load(top + (3 * lanes)), a03);
                    a04 = TSimd.Add(TSimd.Load(top + (4 * lanes)), a04);
                    a10 = TSimd.Add(TSimd.Load(top + (5 * lanes)), a10);
                    a11 = TSimd.Add(TSimd.Load(top + (6 * lanes)), a11);
                    a12 = TSimd.Add(TSimd.Load(top + (7 * lanes)), a12);
                    a13 = TSimd.Add(TSimd.Load(top + (8 * lanes)), a13);
                    a14 = TSimd.Add(TSimd.Load(top + (9 * lanes)), a14);
                    a20 = TSimd.Add(TSimd.Load(top + (10 * lanes)), a20);
                    a21 = TSimd.Add(TSimd.Load(top + (11 * lanes)), a21);
                    a22 = TSimd.Add(TSimd.Load(top + (12 * lanes)), a22);
                    a23 = TSimd.Add(TSimd.Load(top + (13 * lanes)), a23);
                    a24 = TSimd.Add(TSimd.Load(top + (14 * lanes)), a24);
                    a30 = TSimd.Add(TSimd.Load(top + (15 * lanes)), a30);
                    a31 = TSimd.Add(TSimd.Load(top + (16 * lanes)), a31);
                    a32 = TSimd.Add(TSimd.Load(top + (17 * lanes)), a32);
                    a33 = TSimd.Add(TSimd.Load(top + (18 * lanes)), a33);
                    a34 = TSimd.Add(TSimd.Load(top + (19 * lanes)), a34);
                }

                var last = block == o.Blocks - 1;
                var target = last ? sums + lane : top;
                nint stride = last ? Lanes : lanes;
                TSimd.Store(a00, target + (0 * stride));
                TSimd.Store(a01, target + (1 * stride));
                TSimd.Store(a02, target + (2 * stride));
                TSimd.Store(a03, target + (3 * stride));
                TSimd.Store(a04, target + (4 * stride));
                TSimd.Store(a10, target + (5 * stride));
                TSimd.Store(a11, target + (6 * stride));
                TSimd.Store(a12, target + (7 * stride));
                TSimd.Store(a13, target + (8 * stride));
                TSimd.Store(a14, target + (9 * stride));
                TSimd.Store(a20, target + (10 * stride));
                TSimd.Store(a21, target + (11 * stride));
                TSimd.Store(a22, target + (12 * stride));
                TSimd.Store(a23, target + (13 * stride));
                TSimd.Store(a24, target + (14 * stride));
                TSimd.Store(a30, target + (15 * stride));
                TSimd.Store(a31, target + (16 * stride));
                TSimd.Store(a32, target + (17 * stride));
                TSimd.Store(a33, target + (18 * stride));
                TSimd.Store(a34, target + (19 * stride));
                top += 20 * lanes;
            }
        }
    }
}
