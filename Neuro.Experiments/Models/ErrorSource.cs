namespace Neuro.Experiments.Models;

/// <summary>What the synapses of a pyramidal unit take for its error.</summary>
public enum ErrorSource
{
    /// <summary>The feedback that nothing cancels, t - c.</summary>
    Feedback,

    /// <summary>The rate of change of the unit's own state, tau ds/dt.</summary>
    Change,
}
