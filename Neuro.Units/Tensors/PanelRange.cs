namespace Neuro.Units.Tensors;

/// <summary>Neighbouring panels of a population: all of them, or those of one shard.</summary>
/// <remarks>Borders lie between panels, and no sum and no choice of an algorithm depends on them. Immutable.</remarks>
/// <param name="First">First panel.</param>
/// <param name="Count">Number of panels, at least 1.</param>
public readonly record struct PanelRange(int First, int Count)
{
    /// <summary>The panel behind the last one.</summary>
    public int End => First + Count;

    /// <summary>All panels of a layout.</summary>
    /// <param name="layout">The layout.</param>
    public static PanelRange Whole(PanelLayout layout) => new(0, layout.Panels);

    /// <summary>Cuts a population into parts of nearly equal size.</summary>
    /// <param name="layout">Its layout.</param>
    /// <param name="parts">Parts wanted, at least 1; there are never more than panels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parts"/> is not positive.</exception>
    public static PanelRange[] Cut(PanelLayout layout, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        var count = Math.Min(parts, layout.Panels);
        var ranges = new PanelRange[count];
        for (var i = 0; i < count; i++)
        {
            var first = layout.Panels * i / count;
            ranges[i] = new PanelRange(first, (layout.Panels * (i + 1) / count) - first);
        }

        return ranges;
    }

    /// <summary>The first unit of the range.</summary>
    /// <param name="layout">The layout of the population.</param>
    internal int FirstUnit(PanelLayout layout) => First * layout.Width;

    /// <summary>Real units in the range.</summary>
    /// <param name="layout">The layout of the population.</param>
    internal int Units(PanelLayout layout) => Math.Min(End * layout.Width, layout.Units) - FirstUnit(layout);
}
