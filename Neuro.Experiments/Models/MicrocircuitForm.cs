namespace Neuro.Experiments.Models;

/// <summary>The two forms of microcircuits.</summary>
public enum MicrocircuitForm
{
    /// <summary>Euler steps of all equations, with plasticity at every step.</summary>
    Continuous,

    /// <summary>A sweep, a short teaching phase, and one change at the end of a trial.</summary>
    Simplified,
}
