using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Spectre.Console;

namespace Neuro.Experiments.Command;

/// <summary>A display that is redrawn a few times a second, above it one lasting line for each epoch; a summary at the end.</summary>
/// <param name="terminal">Where it is drawn.</param>
/// <param name="experiment">The name of the experiment.</param>
/// <param name="time">Gives the time.</param>
internal sealed class LiveDisplay(IAnsiConsole terminal, string experiment, TimeProvider time) : RunDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);

    private readonly EpochLine _line = new(terminal.Profile.Width);
    private LiveDisplayContext? _live;
    private long _started;
    private long _drawn;
    private EpochMetrics? _last;

    /// <inheritdoc/>
    public override void Started(RunStart start)
    {
        _started = time.GetTimestamp();
        Line(EpochLine.Start(experiment, start));
        if (start.Trace is { } trace)
        {
            Line(trace.Line);
        }

        Line(_line.Heading);
    }

    /// <inheritdoc/>
    public override void Progressed(RunProgress progress)
    {
        if (_drawn == 0 || time.GetElapsedTime(_drawn) >= Interval)
        {
            _drawn = time.GetTimestamp();
            _live?.UpdateTarget(LivePanel.Draw(terminal, progress, time.GetElapsedTime(_started), _last));
        }
    }

    /// <inheritdoc/>
    public override void EpochEnded(EpochMetrics metrics)
    {
        _last = metrics;
        Line(_line.Of(metrics));
    }

    /// <inheritdoc/>
    /// <remarks>What is first drawn has two lines: to redraw a single one, the library moves up by "0", which terminals read as 1.</remarks>
    public override RunResult Follow(Func<RunResult> run) => terminal.Live(new Rows(new Text("starting"), new Text(" "))).AutoClear(true).Start(live =>
    {
        _live = live;
        return run();
    });

    /// <inheritdoc/>
    public override void Ended(RunResult result, string folder)
    {
        terminal.WriteLine();
        terminal.Write(LivePanel.Labelled(RunSummary.Lines(result, folder)));
    }

    private void Line(string text) => terminal.Write(new LastingLine(text));
}
