using System.Runtime.CompilerServices;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>The shape of one product onto a narrow population, which does not change from tile to tile.</summary>
internal readonly ref struct NarrowOperands
{
    /// <summary>Presynaptic units of one block.</summary>
    private const int Block = 128;

    private readonly int _panels;
    private readonly int _panelsPerBlock;

    public NarrowOperands(PanelMatrix rates, WeightMatrix weights)
    {
        _panels = rates.Layout.Panels;
        Width = rates.Layout.Width;
        _panelsPerBlock = Block / Width;
        Blocks = (_panels + _panelsPerBlock - 1) / _panelsPerBlock;
        RatesStride = rates.PanelLength;
        WeightsStride = weights.PanelStride;
    }

    /// <summary>Presynaptic units of a panel, and values from one postsynaptic unit's weights to the next.</summary>
    public int Width { get; }

    public int Blocks { get; }

    /// <summary>Values from one panel of rates to the next.</summary>
    public nint RatesStride { get; }

    /// <summary>Values from one panel of weights to the next.</summary>
    public nint WeightsStride { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstPanel(int block) => Math.Min(block * _panelsPerBlock, _panels);

    /// <summary>How many stored partial sums the sum of this block is merged with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Merges(int block) => BlockTree.Merges(block, Blocks);
}
