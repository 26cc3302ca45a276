namespace Neuro.Tests.Oracles.Family;

/// <summary>What a trial of a microcircuit came to; all are copies.</summary>
/// <param name="Pyramidal">u by sample and layer; layer 0 is the input.</param>
/// <param name="Interneurons">u^I by sample and hidden layer (from 1).</param>
/// <param name="Weights">Weights after the trial.</param>
internal sealed record MicrocircuitTrial(double[][][] Pyramidal, double[][][] Interneurons, MicrocircuitWeights Weights);
