namespace Neuro.Runtime.Observing;

/// <summary>What can be recorded of a population with a state.</summary>
public enum ActivityVariable
{
    /// <summary>Potential s, or g of a ghost, as the population says it.</summary>
    State,

    /// <summary>Firing rate rho(s), as the population says it.</summary>
    Rate,

    /// <summary>Bottom-up current b of the step that led to the state.</summary>
    Basal,

    /// <summary>Top-down feedback t of that step.</summary>
    Apical,

    /// <summary>Ghost feedback c of that step.</summary>
    Cancel,

    /// <summary>Error e of that step: t - c, or the nudge of an output.</summary>
    Error,
}
