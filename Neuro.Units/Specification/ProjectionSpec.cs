using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;

namespace Neuro.Units.Specification;

/// <summary>All synapses from one population to one port of another.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Source">Presynaptic population.</param>
/// <param name="Target">Postsynaptic population.</param>
/// <param name="Port">Where it ends.</param>
public sealed record ProjectionSpec(string Name, string Source, string Target, Port Port)
{
    /// <summary>Delay in steps, at least 1: the reader at step n sees version n - delay.</summary>
    public int Delay { get; init; } = 1;

    /// <summary>Where the weights come from; null for the one-to-one ports, which have none.</summary>
    public Initialiser? Initialiser { get; init; }

    /// <summary>Whether a constant presynaptic rate of 1 has weights, too (they start at 0).</summary>
    public bool Bias { get; init; }

    /// <summary>The local rules that change the weights.</summary>
    public IReadOnlyList<PlasticityRule> Rules { get; init; } = [];

    /// <summary>How the projection is called in messages.</summary>
    internal string Part => $"projection '{Name}'";

    /// <summary>Whether the projection has weights.</summary>
    internal bool HasWeights => Port is Port.Basal or Port.Apical or Port.Cancel;
}
