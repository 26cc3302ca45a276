namespace Neuro.Tests.Oracles.Family;

/// <summary>What a trial of a network with a free and a nudged phase came to; all are copies.</summary>
/// <param name="Free">State at the end of the free phase, by sample and layer; layer 0 is the input.</param>
/// <param name="Nudged">State at the end of the (first) nudged phase.</param>
/// <param name="Opposite">State at the end of the phase nudged by -beta; null where there is none.</param>
/// <param name="Weights">Weights after the trial.</param>
internal sealed record EqPropTrial(double[][][] Free, double[][][] Nudged, double[][][]? Opposite, FamilyWeights Weights);
