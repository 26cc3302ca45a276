namespace Neuro.Units.Plasticity;

/// <summary>The local signals that a population offers to the rules of its synapses.</summary>
public enum PostSignal
{
    /// <summary>e = t - c, or the nudge of an output.</summary>
    Error,

    /// <summary>e rho'(s).</summary>
    ErrorSlope,

    /// <summary>Taught state minus own state, s - g.</summary>
    Mimicry,

    /// <summary>The signal that the other end of a two-sided synapse sent.</summary>
    Partner,

    /// <summary>The own rate rho(s).</summary>
    Rate,

    /// <summary>The own state s.</summary>
    State,

    /// <summary>What the step changes of the own state.</summary>
    StateChange,

    /// <summary>phi(u) - phi(g_b v): the own rate less the one that the basal dendrite predicts.</summary>
    Dendritic,

    /// <summary>delta of a layer, from whatever feedback it has.</summary>
    Gradient,
}
