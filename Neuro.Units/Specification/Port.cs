namespace Neuro.Units.Specification;

/// <summary>Where on a population a projection ends.</summary>
public enum Port
{
    /// <summary>Bottom-up current b.</summary>
    Basal,

    /// <summary>Top-down feedback t.</summary>
    Apical,

    /// <summary>Ghost feedback c, which enters with a minus sign.</summary>
    Cancel,

    /// <summary>The state that a ghost learns to mimic: one to one, no weights.</summary>
    Teach,

    /// <summary>The target rates of an output: one to one, no weights.</summary>
    Target,

    /// <summary>What the error units of a value population make of it: one to one, no weights.</summary>
    Prediction,

    /// <summary>What the layer above sends back along its own forward synapses: one to one with the units that it reads, no weights.</summary>
    Backward,

    /// <summary>Rates and targets of the layer above, through a learned inverse.</summary>
    Inverse,

    /// <summary>Corrupted rates of the layer below, taken in through the weights of the basal projection: no weights of its own.</summary>
    Corrupted,
}
