using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>What came out of a run.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="DataSet">Name of the data set.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Epochs">Epochs done.</param>
/// <param name="TrainAccuracy">On the whole training set at the end, per cent; null when interrupted before.</param>
/// <param name="ValidationAccuracy">On the validation split at the end; null without one.</param>
/// <param name="TestAccuracy">On the test set after the last whole epoch, per cent; null before the first.</param>
/// <param name="BestTestAccuracy">The best over epochs: reported, never selected by.</param>
/// <param name="Loss">Mean loss while learning in the last epoch.</param>
/// <param name="Seconds">Time spent on training.</param>
/// <param name="SamplesPerSecond">Training samples per second.</param>
/// <param name="StateHash">Hash of weights and states at the end.</param>
/// <param name="Schedule">Read schedule.</param>
/// <param name="Workers">Worker threads.</param>
/// <param name="Replicas">Replicas of the network.</param>
/// <param name="Interrupted">Whether it was ended early.</param>
/// <param name="Replayable">Whether it can be had again: by the same command, or where it raced from what was recorded. Not where threads shared weights without locks.</param>
/// <param name="Traffic">What training sent and computed.</param>
/// <param name="EnergyEstimate">An estimate, in joules, of what that traffic might cost on event-driven hardware.</param>
/// <param name="Reads">How each projection between populations with a state was read while learning.</param>
/// <param name="History">Metrics of every epoch.</param>
public sealed record RunResult(
    string Experiment,
    string DataSet,
    long Seed,
    int Epochs,
    double? TrainAccuracy,
    double? ValidationAccuracy,
    double? TestAccuracy,
    double? BestTestAccuracy,
    double? Loss,
    double Seconds,
    double SamplesPerSecond,
    string StateHash,
    string Schedule,
    int Workers,
    int Replicas,
    bool Interrupted,
    bool Replayable,
    Traffic Traffic,
    double EnergyEstimate,
    IReadOnlyList<ReadStatistics> Reads,
    IReadOnlyList<EpochMetrics> History)
{
    /// <summary>Injected faults after which the network was set back to a snapshot.</summary>
    public long Crashes { get; init; }

    /// <summary>How stale the weights were that updates were computed with, by layer; empty where no layers learn.</summary>
    public IReadOnlyList<UpdateStaleness> Staleness { get; init; } = [];

    /// <summary>Training trials that were done again after them.</summary>
    public long TrialsRepeated { get; init; }

    /// <summary>What populations with a state did with their time while learning; empty when it was not measured.</summary>
    public IReadOnlyList<PopulationTiming> Populations { get; init; } = [];

    /// <summary>Measures per hidden layer at the end.</summary>
    public IReadOnlyList<LayerMeasures> Layers => History.Count > 0 ? History[^1].Layers : [];
}
