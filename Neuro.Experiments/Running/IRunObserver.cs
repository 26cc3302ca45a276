using Neuro.Experiments.Results;

namespace Neuro.Experiments.Running;

/// <summary>Follows a run from outside; called on the thread that runs it.</summary>
public interface IRunObserver
{
    /// <summary>The network stands and training is about to begin.</summary>
    /// <param name="start">What is about to be run.</param>
    void Started(RunStart start);

    /// <summary>Some trials have been done.</summary>
    /// <param name="progress">How far the run has come.</param>
    void Progressed(RunProgress progress);

    /// <summary>An epoch has been done and evaluated.</summary>
    /// <param name="metrics">What came out.</param>
    void EpochEnded(EpochMetrics metrics);
}
