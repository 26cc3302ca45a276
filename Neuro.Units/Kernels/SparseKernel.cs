using System.Numerics;
using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <summary>Currents and plastic changes that skip the zeros of clamped rates: the same bits as the dense kernels.</summary>
/// <remarks>
/// A group is as many neighbouring panels as eight vectors cover, so that every non-zero rate feeds eight independent sums.
/// For panels of 32 units; onto a narrow population lanes run over the rates, and no zero can be skipped.
/// </remarks>
internal static unsafe class SparseKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const int Vectors = 8;

    /// <summary>Eight vectors of one sample's current: the tree over blocks of the dense kernel, zeros left out.</summary>
    /// <param name="units">Non-zero presynaptic units, ascending.</param>
    /// <param name="values">Their rates.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="blockWidth">Presynaptic units of a block.</param>
    /// <param name="blocks">Blocks of 32 presynaptic units.</param>
    /// <param name="weights">First panel of the group.</param>
    /// <param name="panelStride">Values from one panel's weights to the next.</param>
    /// <param name="width">Panel width.</param>
    /// <param name="sums">Receives the eight vectors, one behind the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Current(ushort* units, float* values, int count, int blockWidth, int blocks, float* weights, nint panelStride, int width, float* sums)
    {
        var lanes = TSimd.Lanes;
        var depth = 0;
        var raw = stackalloc float[((BitOperations.Log2((uint)blocks) + 1) * Vectors * lanes) + 16];
        var partials = (float*)(((nuint)raw + 63) & ~(nuint)63);
        var w0 = weights + (0 * lanes / width * panelStride) + (0 * lanes % width);
        var w1 = weights + (1 * lanes / width * panelStride) + (1 * lanes % width);
        var w2 = weights + (2 * lanes / width * panelStride) + (2 * lanes % width);
        var w3 = weights + (3 * lanes / width * panelStride) + (3 * lanes % width);
        var w4 = weights + (4 * lanes / width * panelStride) + (4 * lanes % width);
        var w5 = weights + (5 * lanes / width * panelStride) + (5 * lanes % width);
        var w6 = weights + (6 * lanes / width * panelStride) + (6 * lanes % width);
        var w7 = weights + (7 * lanes / width * panelStride) + (7 * lanes % width);
        nint k = 0;
        for (var block = 0; block < blocks; block++)
        {
            var end = (block + 1) * blockWidth;
            TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero, a4 = TSimd.Zero, a5 = TSimd.Zero, a6 = TSimd.Zero, a7 = TSimd.Zero;
            for (; k < count && units[k] < end; k++)
            {
                var x = TSimd.Broadcast(values[k]);
                var row = units[k] * (nint)width;
                a0 = TSimd.FusedMultiplyAdd(x, TSimd.Load(w0 + row), a0);
                a1 = TSimd.FusedMultiplyAdd(x, TSimd.Load(w1 + row), a1);
                a2 = TSimd.FusedMultiplyAdd(x, TSimd.Load(w2 + row), a2);
                a3 = TSimd.FusedMultiplyAdd(x, TSimd.Load(w3 + row), a3);
                a4 = TSimd.FusedMultiplyAdd(x, TSimd.Load(w4 + row), a4);
                a5 = TSimd.FusedMultiplyAdd(x, TSimd.Load(w5 + row), a5);
                a6 = TSimd.FusedMultiplyAdd(x, TSimd.Load(w6 + row), a6);
                a7 = TSimd.FusedMultiplyAdd(x, TSimd.Load(w7 + row), a7);
            }

            var merges = BlockTree.Merges(block, blocks);
            for (; merges > 0; merges--)
            {
                depth--;
                var left = partials + (depth * Vectors * lanes);
                a0 = TSimd.Add(TSimd.Load(left + (0 * lanes)), a0);
                a1 = TSimd.Add(TSimd.Load(left + (1 * lanes)), a1);
                a2 = TSimd.Add(TSimd.Load(left + (2 * lanes)), a2);
                a3 = TSimd.Add(TSimd.Load(left + (3 * lanes)), a3);
                a4 = TSimd.Add(TSimd.Load(left + (4 * lanes)), a4);
                a5 = TSimd.Add(TSimd.Load(left + (5 * lanes)), a5);
                a6 = TSimd.Add(TSimd.Load(left + (6 * lanes)), a6);
                a7 = TSimd.Add(TSimd.Load(left + (7 * lanes)), a7);
            }

            var target = block == blocks - 1 ? sums : partials + (depth * Vectors * lanes);
            TSimd.Store(a0, target + (0 * lanes));
            TSimd.Store(a1, target + (1 * lanes));
            TSimd.Store(a2, target + (2 * lanes));
            TSimd.Store(a3, target + (3 * lanes));
            TSimd.Store(a4, target + (4 * lanes));
            TSimd.Store(a5, target + (5 * lanes));
            TSimd.Store(a6, target + (6 * lanes));
            TSimd.Store(a7, target + (7 * lanes));
            depth++;
        }
    }

    /// <summary>The plastic change of all active presynaptic units over two vectors of one panel and the same two of a second panel.</summary>
    /// <remarks><c>row += scale * sum_b rate_b * signal[b]</c> for each unit; both panels are the same one where there is no second.</remarks>
    /// <param name="rates">The rates, by unit.</param>
    /// <param name="signal">Postsynaptic signal of the first panel, <c>[batch][width]</c>.</param>
    /// <param name="second">Values from there to the second panel's signal; 0 for none.</param>
    /// <param name="width">Panel width.</param>
    /// <param name="scale">Learning rate and its like.</param>
    /// <param name="rows">Weights of the first panel, <c>[pre][width]</c>.</param>
    /// <param name="secondRows">Values from there to the weights of the second panel; 0 for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outer(SparseRates rates, float* signal, nint second, nint width, TVector scale, float* rows, nint secondRows)
    {
        nint pair = TSimd.Lanes;
        var starts = rates.UnitStarts;
        var samples = rates.Samples;
        var values = rates.UnitValues;
        foreach (var unit in rates.ActiveUnits)
        {
            TVector a0 = TSimd.Zero, a1 = TSimd.Zero, b0 = TSimd.Zero, b1 = TSimd.Zero;
            nint end = starts[unit + 1];
            for (nint k = starts[unit]; k < end; k++)
            {
                var x = TSimd.Broadcast(values[k]);
                var d = signal + (samples[k] * width);
                a0 = TSimd.FusedMultiplyAdd(x, TSimd.Load(d), a0);
                a1 = TSimd.FusedMultiplyAdd(x, TSimd.Load(d + pair), a1);
                b0 = TSimd.FusedMultiplyAdd(x, TSimd.Load(d + second), b0);
                b1 = TSimd.FusedMultiplyAdd(x, TSimd.Load(d + second + pair), b1);
            }

            var row = rows + (unit * width);
            Change(row, pair, a0, a1, scale);
            if (secondRows != 0)
            {
                Change(row + secondRows, pair, b0, b1, scale);
            }
        }
    }

    /// <summary>A batch of one: <c>W_j += scale * (value_j * signal)</c> over neighbouring panels, for the units that are not zero.</summary>
    /// <param name="signal">That of the first panel of the range.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OuterOneSample(ReadOnlySpan<ushort> units, ReadOnlySpan<float> values, float* signal, Tensors.WeightMatrix weights, Tensors.PanelRange range, float scale)
    {
        var lanes = TSimd.Lanes;
        nint width = weights.PostLayout.Width;
        var factor = TSimd.Broadcast(scale);
        var panel = range.First;
        for (; width == 2 * lanes && panel + 4 <= range.End; panel += 4)
        {
            var a = weights.Panel(panel);
            var b = a + weights.PanelStride;
            var c = b + weights.PanelStride;
            var d = c + weights.PanelStride;
            var a0 = TSimd.Load(signal);
            var a1 = TSimd.Load(signal + lanes);
            var b0 = TSimd.Load(signal + (2 * lanes));
            var b1 = TSimd.Load(signal + (3 * lanes));
            var c0 = TSimd.Load(signal + (4 * lanes));
            var c1 = TSimd.Load(signal + (5 * lanes));
            var d0 = TSimd.Load(signal + (6 * lanes));
            var d1 = TSimd.Load(signal + (7 * lanes));
            for (var k = 0; k < units.Length; k++)
            {
                var x = TSimd.Broadcast(values[k]);
                var row = units[k] * width;
                Change(a + row, TSimd.Multiply(x, a0), factor);
                Change(a + row + lanes, TSimd.Multiply(x, a1), factor);
                Change(b + row, TSimd.Multiply(x, b0), factor);
                Change(b + row + lanes, TSimd.Multiply(x, b1), factor);
                Change(c + row, TSimd.Multiply(x, c0), factor);
                Change(c + row + lanes, TSimd.Multiply(x, c1), factor);
                Change(d + row, TSimd.Multiply(x, d0), factor);
                Change(d + row + lanes, TSimd.Multiply(x, d1), factor);
            }

            signal += 4 * width;
        }

        for (; panel < range.End; panel++)
        {
            var rows = weights.Panel(panel);
            for (nint column = 0; column < width; column += lanes)
            {
                var d = TSimd.Load(signal + column);
                for (var k = 0; k < units.Length; k++)
                {
                    var row = rows + (units[k] * width) + column;
                    Change(row, TSimd.Multiply(TSimd.Broadcast(values[k]), d), factor);
                }
            }

            signal += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Change(float* row, nint pair, TVector first, TVector second, TVector scale)
    {
        Change(row, first, scale);
        Change(row + pair, second, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Change(float* row, TVector sum, TVector scale) =>
        TSimd.Store(TSimd.FusedMultiplyAdd(sum, scale, TSimd.Load(row)), row);
}
