using Neuro.Experiments.Results;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Command;

/// <summary>Several observers of one run, told in turn.</summary>
/// <param name="observers">The observers.</param>
internal sealed class RunObservers(params IReadOnlyList<IRunObserver> observers) : IRunObserver
{
    /// <inheritdoc/>
    public void Started(RunStart start)
    {
        foreach (var observer in observers)
        {
            observer.Started(start);
        }
    }

    /// <inheritdoc/>
    public void Progressed(RunProgress progress)
    {
        foreach (var observer in observers)
        {
            observer.Progressed(progress);
        }
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochMetrics metrics)
    {
        foreach (var observer in observers)
        {
            observer.EpochEnded(metrics);
        }
    }
}
