using System.Numerics;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>Reads weights transposed, as they stand, while another thread may be changing them.</summary>
/// <remarks>
/// Plain loads, no locks. Each value comes from one aligned 32-bit load, or is one aligned 32-bit element of a vector load, which processors do not split: it may be an old
/// one or a new one, but never a mixture of bits of both.
/// </remarks>
internal static unsafe class TransposeKernel
{
    /// <summary>Fills in neighbouring panels of postsynaptic units of a transposed matrix; all panels where its lanes run over the presynaptic units.</summary>
    /// <param name="source">The weights, <c>n x m</c>.</param>
    /// <param name="target">Receives the transpose, <c>m x n</c>; its padding is left alone.</param>
    /// <param name="firstPanel">First panel of postsynaptic units of the target.</param>
    /// <param name="panels">Number of panels.</param>
    public static void Read(WeightMatrix source, WeightMatrix target, int firstPanel, int panels)
    {
        if (target.LanesOverPre)
        {
            (firstPanel, panels) = (0, target.LaneLayout.Panels);
        }

        for (var panel = firstPanel; panel < firstPanel + panels; panel++)
        {
            if (source.LanesOverPre != target.LanesOverPre)
            {
                // Lanes of both run over the same units: one side's rows are the other's.
                Copy(source.Panel(panel), target.Panel(panel), target.PanelStride);
            }
            else
            {
                Turn(source, target, panel);
            }
        }
    }

    /// <summary>Panels begin on cache lines and are whole numbers of them.</summary>
    private static void Copy(float* source, float* target, nint length)
    {
        for (nint i = 0; i < length; i += Vector<float>.Count)
        {
            Vector.Load(source + i).Store(target + i);
        }
    }

    private static void Turn(WeightMatrix source, WeightMatrix target, int panel)
    {
        var (width, sourceWidth) = (target.LaneLayout.Width, source.LaneLayout.Width);
        var lanes = target.LaneLayout.UnitsIn(panel);
        for (var row = 0; row < target.Rows; row++)
        {
            var from = source.Panel(row / sourceWidth) + ((nint)panel * width * sourceWidth) + (row % sourceWidth);
            var to = target.Panel(panel) + ((nint)row * width);
            for (var lane = 0; lane < lanes; lane++)
            {
                to[lane] = from[lane * sourceWidth];
            }
        }
    }
}
