using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <summary>The shape of one product, which does not change from tile to tile.</summary>
internal readonly ref struct ProductOperands
{
    public required int Pre { get; init; }

    public required int PreWidth { get; init; }

    /// <summary>Values from one presynaptic block to the next.</summary>
    public required nint PreStride { get; init; }

    public required int Blocks { get; init; }

    /// <summary>Width of the postsynaptic panel.</summary>
    public required int Width { get; init; }

    /// <summary>Values from one postsynaptic panel's weights to the next.</summary>
    public required nint PanelStride { get; init; }

    /// <summary>Values from one panel's baseline to the next.</summary>
    public required nint BaselinePanelStride { get; init; }

    /// <summary>0 when all samples share one baseline row (a bias), else the width.</summary>
    public required nint BaselineStride { get; init; }

    public required float Scale { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int UnitsIn(int block) => Math.Min(PreWidth, Pre - (block * PreWidth));

    /// <summary>How many stored partial sums the sum of this block is merged with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Merges(int block) => BlockTree.Merges(block, Blocks);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe float* RatesOf(float* rates, int sample) => rates + ((nint)sample * PreWidth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe float* BaselineOf(float* baseline, int sample) => baseline + (sample * BaselineStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe float* ResultOf(float* result, int sample) => result + ((nint)sample * Width);
}
