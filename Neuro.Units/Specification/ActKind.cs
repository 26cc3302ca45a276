namespace Neuro.Units.Specification;

/// <summary>What a layer does in one of its acts; each kind at most once in a trial.</summary>
public enum ActKind
{
    /// <summary>Computes rates from those below.</summary>
    Respond,

    /// <summary>Says the signal that follows from direct feedback alone.</summary>
    Direct,

    /// <summary>Says its rates with noise.</summary>
    Corrupt,

    /// <summary>Says what it makes of the corrupted rates below.</summary>
    Echo,

    /// <summary>Learns to find the corrupted rates again from the echo of the layer above.</summary>
    Invert,

    /// <summary>Computes its signal, says it, sends it back, and changes its forward weights.</summary>
    Learn,
}
