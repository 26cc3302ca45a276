using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Command;

/// <summary>One line for each tenth of the work; a summary at the end.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="experiment">The name of the experiment.</param>
internal sealed class PlainStudyDisplay(TextWriter output, string experiment) : StudyDisplay
{
    private const int Parts = 10;
    private string? _stage;
    private int _told;

    /// <inheritdoc/>
    public override void Started(string description)
    {
        output.WriteLine($"{experiment}: {description}");
        output.Flush();
    }

    /// <inheritdoc/>
    public override void Progressed(StudyProgress progress)
    {
        if (progress.Stage != _stage)
        {
            (_stage, _told) = (progress.Stage, 0);
        }

        if ((int)(Parts * progress.Fraction) is var part && part > _told)
        {
            _told = part;
            output.WriteLine($"{progress.Stage} {100 * part / Parts,3} %");
            output.Flush();
        }
    }

    /// <inheritdoc/>
    public override void Ended(StudyOutcome outcome, string folder)
    {
        output.WriteLine();
        foreach (var (label, text) in StudySummary.Lines(outcome, folder))
        {
            output.WriteLine($"{label,-12}{text}");
        }
    }
}
