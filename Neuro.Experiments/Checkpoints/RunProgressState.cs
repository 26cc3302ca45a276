using Neuro.Experiments.Results;

namespace Neuro.Experiments.Checkpoints;

/// <summary>How far a run has come, beside the State of its network.</summary>
/// <param name="Trials">Trials run by each replica.</param>
/// <param name="History">Metrics of every whole epoch.</param>
/// <param name="Seconds">Time spent on the training of whole epochs.</param>
/// <param name="EpochSeconds">Time spent so far on the training of the epoch in hand.</param>
/// <param name="Evaluated">Trials of evaluation: controls draw anew in each.</param>
/// <param name="Probed">Trials of the probe.</param>
internal sealed record RunProgressState(
    long Trials,
    IReadOnlyList<EpochMetrics> History,
    double Seconds,
    double EpochSeconds,
    long Evaluated,
    long Probed);
