using System.Runtime.CompilerServices;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>Currents that follow the events of a message: <c>current[b] += W[:, i] delta_i</c> for each event i of sample b, in ascending order.</summary>
/// <remarks>Each value of the current is a chain of fused multiply-adds in the order of events: the same bits whatever the vectors and the panels taken together.</remarks>
internal static unsafe class EventKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Neighbouring panels of a wide population; lanes run over the postsynaptic units.</summary>
    /// <param name="current">The panels <c>[panel][batch][32]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide(RateEvents events, int batch, WeightMatrix weights, int firstPanel, int panels, float* current)
    {
        const int Width = PanelLayout.Block;
        var lanes = TSimd.Lanes;
        for (var panel = firstPanel; panel < firstPanel + panels; panel++)
        {
            var rows = weights.Panel(panel);
            for (var sample = 0; sample < batch; sample++)
            {
                foreach (var section in events.Sections)
                {
                    var units = section.PointerToUnits(sample);
                    var deltas = section.PointerToDeltas(sample);
                    nint count = section.CountOf(sample);
                    for (nint column = 0; column < Width && count > 0; column += 2 * lanes)
                    {
                        var a = TSimd.Load(current + column);
                        var b = TSimd.Load(current + column + lanes);
                        for (nint k = 0; k < count; k++)
                        {
                            var delta = TSimd.Broadcast(deltas[k]);
                            var row = rows + ((nint)units[k] * Width) + column;
                            a = TSimd.FusedMultiplyAdd(delta, TSimd.Load(row), a);
                            b = TSimd.FusedMultiplyAdd(delta, TSimd.Load(row + lanes), b);
                        }

                        TSimd.Store(a, current + column);
                        TSimd.Store(b, current + column + lanes);
                    }
                }

                current += Width;
            }
        }
    }

    /// <summary>A narrow population, whose weights lie with lanes over the presynaptic units: one value from each of its rows.</summary>
    /// <param name="current">The panel <c>[batch][16]</c>; padding is left as it is.</param>
    public static void Narrow(RateEvents events, int batch, WeightMatrix weights, float* current)
    {
        var width = weights.LaneLayout.Width;
        for (var sample = 0; sample < batch; sample++)
        {
            foreach (var section in events.Sections)
            {
                var units = section.PointerToUnits(sample);
                var deltas = section.PointerToDeltas(sample);
                for (var k = 0; k < section.CountOf(sample); k++)
                {
                    var weight = weights.Panel(units[k] / width) + (units[k] % width);
                    for (var post = 0; post < weights.Post; post++)
                    {
                        current[post] = MathF.FusedMultiplyAdd(deltas[k], *weight, current[post]);
                        weight += width;
                    }
                }
            }

            current += PanelLayout.Narrow;
        }
    }
}
