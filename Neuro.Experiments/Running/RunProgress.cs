namespace Neuro.Experiments.Running;

/// <summary>How far a run has come.</summary>
/// <param name="Epoch">The epoch in hand, from 1.</param>
/// <param name="Epochs">Epochs asked for.</param>
/// <param name="Samples">Samples done in this epoch.</param>
/// <param name="SamplesPerEpoch">Samples of an epoch.</param>
/// <param name="SamplesPerSecond">Rate since the epoch began.</param>
/// <param name="OnlineAccuracy">Right answers while learning in this epoch, per cent.</param>
public sealed record RunProgress(int Epoch, int Epochs, long Samples, long SamplesPerEpoch, double SamplesPerSecond, double OnlineAccuracy);
