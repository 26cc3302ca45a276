using Neuro.Units.Tensors;

namespace Neuro.Units.Messages;

/// <summary>Memory of rates and states that several messages of one population may say.</summary>
/// <param name="rate">Firing rates, <c>batch x units</c>.</param>
/// <param name="state">Potentials, <c>batch x units</c>.</param>
internal sealed class LevelBlock(PanelMatrix rate, PanelMatrix state)
{
    /// <summary>Firing rates, <c>batch x units</c>.</summary>
    public PanelMatrix Rate { get; } = rate;

    /// <summary>Potentials, <c>batch x units</c>.</summary>
    public PanelMatrix State { get; } = state;

    /// <summary>Messages that say it, at least 0.</summary>
    public int Users { get; set; }
}
