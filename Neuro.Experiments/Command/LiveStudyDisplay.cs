using Neuro.Experiments.Studies;
using Spectre.Console;

namespace Neuro.Experiments.Command;

/// <summary>A bar that is redrawn a few times a second; a summary at the end.</summary>
/// <param name="terminal">Where it is drawn.</param>
/// <param name="experiment">The name of the experiment.</param>
/// <param name="time">Gives the time.</param>
internal sealed class LiveStudyDisplay(IAnsiConsole terminal, string experiment, TimeProvider time) : StudyDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);

    private LiveDisplayContext? _live;
    private string? _stage;
    private long _started;
    private long _drawn;

    /// <inheritdoc/>
    public override void Started(string description) => terminal.Write(new LastingLine($"{experiment}: {description}"));

    /// <inheritdoc/>
    public override void Progressed(StudyProgress progress)
    {
        if (progress.Stage != _stage)
        {
            (_stage, _started, _drawn) = (progress.Stage, time.GetTimestamp(), 0);
        }

        if (_drawn == 0 || time.GetElapsedTime(_drawn) >= Interval)
        {
            _drawn = time.GetTimestamp();
            _live?.UpdateTarget(LivePanel.Draw(terminal, progress, time.GetElapsedTime(_started)));
        }
    }

    /// <inheritdoc/>
    /// <remarks>What is first drawn has two lines, as in <see cref="LiveDisplay"/>.</remarks>
    public override StudyOutcome Follow(Func<StudyOutcome> run) => terminal.Live(new Rows(new Text("starting"), new Text(" "))).AutoClear(true).Start(live =>
    {
        _live = live;
        return run();
    });

    /// <inheritdoc/>
    public override void Ended(StudyOutcome outcome, string folder)
    {
        terminal.WriteLine();
        terminal.Write(LivePanel.Labelled(StudySummary.Lines(outcome, folder)));
    }
}
