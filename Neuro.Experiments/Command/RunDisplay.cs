using Neuro.Experiments.Results;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Command;

/// <summary>What the user sees of a run. This one shows nothing.</summary>
internal class RunDisplay : IRunObserver
{
    /// <summary>Chooses by what there is to show it on.</summary>
    public static RunDisplay For(CommandContext context, string experiment, bool quiet) =>
        quiet ? new RunDisplay()
        : context.Terminal is { } terminal ? new LiveDisplay(terminal, experiment, context.Time)
        : new PlainDisplay(context.Output, experiment);

    /// <inheritdoc/>
    public virtual void Started(RunStart start)
    {
    }

    /// <inheritdoc/>
    public virtual void Progressed(RunProgress progress)
    {
    }

    /// <inheritdoc/>
    public virtual void EpochEnded(EpochMetrics metrics)
    {
    }

    /// <summary>Runs what is to be shown.</summary>
    public virtual RunResult Follow(Func<RunResult> run) => run();

    /// <summary>The run has ended and is recorded.</summary>
    /// <param name="result">What came out.</param>
    /// <param name="folder">Where it is recorded.</param>
    public virtual void Ended(RunResult result, string folder)
    {
    }
}
