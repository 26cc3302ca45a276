namespace Neuro.Experiments.Models;

/// <summary>Models that are built, configured and measured in the same way.</summary>
public enum ModelFamily
{
    /// <summary>Ghost networks.</summary>
    Ghosts,

    /// <summary>Layered networks, which act instead of stepping.</summary>
    Layers,

    /// <summary>Networks that settle and learn from the contrast of two states.</summary>
    Energy,

    /// <summary>Networks of values and error units.</summary>
    Predictive,

    /// <summary>Dendritic microcircuits.</summary>
    Microcircuits,
}
