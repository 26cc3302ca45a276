namespace Neuro.Tests.Oracles.Layered;

/// <summary>One sample's way through <see cref="PlainLayers"/>: potentials (from layer 1) and rates (from layer 0, the input), by layer.</summary>
internal sealed record PlainPass(double[][] A, double[][] H);
