namespace Neuro.Experiments.Results;

/// <summary>What is known after an epoch.</summary>
/// <param name="Epoch">Epochs done, from 1.</param>
/// <param name="Loss">Mean loss per training sample, as answered while learning.</param>
/// <param name="OnlineAccuracy">Right answers while learning, per cent.</param>
/// <param name="TrainAccuracy">Right answers on the whole training set after the epoch, per cent; null when not evaluated.</param>
/// <param name="ValidationAccuracy">On the validation split; null without one.</param>
/// <param name="TestAccuracy">On the test set.</param>
/// <param name="Seconds">Time spent on training, this epoch.</param>
/// <param name="SamplesPerSecond">Training samples per second, this epoch.</param>
/// <param name="Layers">Measures per hidden layer.</param>
public sealed record EpochMetrics(
    int Epoch,
    double Loss,
    double OnlineAccuracy,
    double? TrainAccuracy,
    double? ValidationAccuracy,
    double TestAccuracy,
    double Seconds,
    double SamplesPerSecond,
    IReadOnlyList<LayerMeasures> Layers)
{
    /// <summary>Mean loss per sample of the validation split; null without one.</summary>
    public double? ValidationLoss { get; init; }
}
