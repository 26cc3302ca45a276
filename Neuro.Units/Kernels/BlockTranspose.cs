using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>Turns weights onto a wide population so that lanes run over the presynaptic units: <c>[panels of post][pre][width]</c> becomes <c>[panels of pre][post][width]</c>.</summary>
/// <remarks>A block of 32 by 32 weights is contiguous on both sides. Only moves values, so every way gives the same bits.</remarks>
internal static unsafe class BlockTranspose
{
    private const int Side = 8;

    /// <summary>Values of the turned weights, padding included.</summary>
    public static int Length(WeightMatrix weights) => weights.PreLayout.PaddedUnits * weights.Post;

    /// <summary>Turns all weights; padding of the target is left alone.</summary>
    /// <param name="weights">Lanes run over the postsynaptic units.</param>
    /// <param name="target">As many values as <see cref="Length"/> says.</param>
    public static void Turn(WeightMatrix weights, float* target)
    {
        var (postWidth, preWidth) = (weights.PostLayout.Width, weights.PreLayout.Width);
        nint targetStride = (nint)weights.Post * preWidth;
        for (var postPanel = 0; postPanel < weights.PostLayout.Panels; postPanel++)
        {
            var posts = weights.PostLayout.UnitsIn(postPanel);
            for (var prePanel = 0; prePanel < weights.PreLayout.Panels; prePanel++)
            {
                var pres = weights.PreLayout.UnitsIn(prePanel);
                var from = weights.Panel(postPanel) + ((nint)prePanel * preWidth * postWidth);
                var to = target + (prePanel * targetStride) + ((nint)postPanel * postWidth * preWidth);
                Block(from, postWidth, pres, to, preWidth, posts);
            }
        }
    }

    /// <summary><c>to[column][row] = from[row][column]</c>.</summary>
    private static void Block(float* from, int fromWidth, int rows, float* to, int toWidth, int columns)
    {
        var row = 0;
        if (Avx.IsSupported)
        {
            for (; row + Side <= rows; row += Side)
            {
                var column = 0;
                for (; column + Side <= columns; column += Side)
                {
                    Square(from + ((nint)row * fromWidth) + column, fromWidth, to + ((nint)column * toWidth) + row, toWidth);
                }

                Plain(from, fromWidth, row, row + Side, to, toWidth, column, columns);
            }
        }

        Plain(from, fromWidth, row, rows, to, toWidth, 0, columns);
    }

    private static void Plain(float* from, int fromWidth, int firstRow, int endRow, float* to, int toWidth, int firstColumn, int endColumn)
    {
        for (var column = firstColumn; column < endColumn; column++)
        {
            for (var row = firstRow; row < endRow; row++)
            {
                to[((nint)column * toWidth) + row] = from[((nint)row * fromWidth) + column];
            }
        }
    }

    private static void Square(float* from, nint fromWidth, float* to, nint toWidth)
    {
        var r0 = Vector256.Load(from);
        var r1 = Vector256.Load(from + fromWidth);
        var r2 = Vector256.Load(from + (2 * fromWidth));
        var r3 = Vector256.Load(from + (3 * fromWidth));
        var r4 = Vector256.Load(from + (4 * fromWidth));
        var r5 = Vector256.Load(from + (5 * fromWidth));
        var r6 = Vector256.Load(from + (6 * fromWidth));
        var r7 = Vector256.Load(from + (7 * fromWidth));
        var (t0, t1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        var (t2, t3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        var (t4, t5) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5));
        var (t6, t7) = (Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));
        var (q0, q1) = (Avx.Shuffle(t0, t2, 0x44), Avx.Shuffle(t0, t2, 0xEE));
        var (q2, q3) = (Avx.Shuffle(t1, t3, 0x44), Avx.Shuffle(t1, t3, 0xEE));
        var (q4, q5) = (Avx.Shuffle(t4, t6, 0x44), Avx.Shuffle(t4, t6, 0xEE));
        var (q6, q7) = (Avx.Shuffle(t5, t7, 0x44), Avx.Shuffle(t5, t7, 0xEE));
        Avx.Permute2x128(q0, q4, 0x20).Store(to);
        Avx.Permute2x128(q1, q5, 0x20).Store(to + toWidth);
        Avx.Permute2x128(q2, q6, 0x20).Store(to + (2 * toWidth));
        Avx.Permute2x128(q3, q7, 0x20).Store(to + (3 * toWidth));
        Avx.Permute2x128(q0, q4, 0x31).Store(to + (4 * toWidth));
        Avx.Permute2x128(q1, q5, 0x31).Store(to + (5 * toWidth));
        Avx.Permute2x128(q2, q6, 0x31).Store(to + (6 * toWidth));
        Avx.Permute2x128(q3, q7, 0x31).Store(to + (7 * toWidth));
    }
}
