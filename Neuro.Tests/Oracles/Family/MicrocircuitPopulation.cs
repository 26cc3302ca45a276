namespace Neuro.Tests.Oracles.Family;

/// <summary>The two kinds of units of a dendritic microcircuit.</summary>
internal enum MicrocircuitPopulation
{
    /// <summary>Layers 1 .. N; N is the output.</summary>
    Pyramidal,

    /// <summary>Layers 1 .. N - 1.</summary>
    Interneuron,
}
