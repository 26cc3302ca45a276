using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Neighbouring panels of a population that are computed together, so that they stay in the fastest memory.</summary>
/// <param name="First">First panel.</param>
/// <param name="Count">Number of panels.</param>
/// <param name="Length">Values in them: panels x batch x width.</param>
internal readonly record struct PanelGroup(int First, int Count, int Length)
{
    /// <summary>Values of one array of a group that leave room for its five companions in a first-level cache.</summary>
    private const int Budget = 4096;

    /// <summary>Cuts panels of a population of this shape into groups; at a batch of one everything is one group.</summary>
    public static PanelGroup[] Cut(PanelLayout layout, PanelRange range, int batch)
    {
        var panel = batch * layout.Width;
        var size = Math.Clamp(Budget / panel, 1, range.Count);
        var groups = new PanelGroup[(range.Count + size - 1) / size];
        for (var i = 0; i < groups.Length; i++)
        {
            var first = range.First + (i * size);
            var count = Math.Min(size, range.End - first);
            groups[i] = new PanelGroup(first, count, count * panel);
        }

        return groups;
    }
}
