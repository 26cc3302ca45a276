using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Command;

/// <summary>What the user sees of a study. This one shows nothing.</summary>
internal class StudyDisplay
{
    /// <summary>Chooses by what there is to show it on.</summary>
    public static StudyDisplay For(CommandContext context, string experiment, bool quiet) =>
        quiet ? new StudyDisplay()
        : context.Terminal is { } terminal ? new LiveStudyDisplay(terminal, experiment, context.Time)
        : new PlainStudyDisplay(context.Output, experiment);

    /// <summary>The study is about to begin.</summary>
    /// <param name="description">What is about to be measured.</param>
    public virtual void Started(string description)
    {
    }

    /// <summary>Some blocks have been done.</summary>
    /// <param name="progress">How far the study has come.</param>
    public virtual void Progressed(StudyProgress progress)
    {
    }

    /// <summary>Runs what is to be shown.</summary>
    public virtual StudyOutcome Follow(Func<StudyOutcome> run) => run();

    /// <summary>The study has ended and is recorded.</summary>
    /// <param name="outcome">What came out.</param>
    /// <param name="folder">Where it is recorded.</param>
    public virtual void Ended(StudyOutcome outcome, string folder)
    {
    }
}
