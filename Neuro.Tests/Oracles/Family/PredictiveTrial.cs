namespace Neuro.Tests.Oracles.Family;

/// <summary>What a trial of predictive coding, or of least action, came to; all are copies.</summary>
/// <param name="States">s by sample and layer; layer 0 is the input.</param>
/// <param name="Errors">e by sample and layer, from layer 1.</param>
/// <param name="Weights">Weights after the trial.</param>
internal sealed record PredictiveTrial(double[][][] States, double[][][] Errors, FamilyWeights Weights);
