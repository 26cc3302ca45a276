namespace Neuro.Experiments.Models;

/// <summary>When the layers of a network that settles are updated within an iteration.</summary>
public enum UpdateOrder
{
    /// <summary>All at once, each from what the others were before.</summary>
    Synchronous,

    /// <summary>Odd layers first, then even ones from the new states of the odd ones.</summary>
    Alternate,
}
