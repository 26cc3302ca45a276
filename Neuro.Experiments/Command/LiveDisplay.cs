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

    private LiveDisplayContext? _live;
    private long _started;
    private long _drawn;
    private EpochMetrics? _last;

    /// <inheritdoc/>
    public override void Started(RunStart start)
    {
        _started = time.GetTimestamp();
        Line(EpochLine.Start(experiment, start));
        Line(EpochLine.Heading);
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
        Line(EpochLine.Of(metrics));
    }

    /// <inheritdoc/>
    public override RunResult Follow(Func<RunResult> run) => terminal.Live(new Text(string.Empty)).AutoClear(true).Start(live =>
    {
        _live = live;
        return run();
    });

    /// <inheritdoc/>
    public override void Ended(RunResult result, string folder)
    {
        foreach (var line in RunSummary.Lines(result, folder))
        {
            Line(line);
        }
    }

    private void Line(string text) => terminal.Write(new Text(text + "\n"));
}
