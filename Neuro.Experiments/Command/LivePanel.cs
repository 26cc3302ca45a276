using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Neuro.Experiments.Command;

/// <summary>How a run stands, in a few lines that fit any width.</summary>
internal static class LivePanel
{
    private const int LabelWidth = 10;
    private const int WidestBar = 40;
    private static readonly Style Label = new(Color.Grey);
    private static readonly Style Done = new(Color.Green);

    /// <summary>Draws the lines.</summary>
    /// <param name="terminal">Where they will be seen.</param>
    /// <param name="progress">How far the run has come.</param>
    /// <param name="elapsed">Time since training began, evaluations included.</param>
    /// <param name="last">What was known after the last whole epoch; null in the first.</param>
    public static IRenderable Draw(IAnsiConsole terminal, RunProgress progress, TimeSpan elapsed, EpochMetrics? last)
    {
        var fraction = Fraction(progress);
        var grid = Columns(LabelWidth, noWrap: true);
        Row(grid, "epoch", Bar(terminal, $"{progress.Epoch}/{progress.Epochs}", fraction));
        var room = terminal.Profile.Width - LabelWidth - 1;
        Row(grid, "speed", Plain(room, $"{progress.SamplesPerSecond:N0} samples/s, {Left(fraction, elapsed)} left"));
        var test = last is null ? string.Empty : $", test {last.TestAccuracy:0.00} %";
        Row(grid, "accuracy", Plain(room, $"learning {progress.OnlineAccuracy:0.00} %{test}"));
        foreach (var layer in last?.Layers ?? [])
        {
            Row(grid, layer.Name, Plain(room, $"cancellation {EpochLine.Number(layer.Cancellation)}, alignment {EpochLine.Number(layer.Alignment)}"));
        }

        return grid;
    }

    /// <summary>Draws the lines of a study.</summary>
    /// <param name="terminal">Where they will be seen.</param>
    /// <param name="progress">How far the study has come.</param>
    /// <param name="elapsed">Time since this stage of it began.</param>
    public static IRenderable Draw(IAnsiConsole terminal, StudyProgress progress, TimeSpan elapsed)
    {
        var grid = Columns(LabelWidth, noWrap: true);
        Row(grid, progress.Stage, Bar(terminal, $"{progress.Done}/{progress.Blocks}", progress.Fraction));
        Row(grid, "time", Plain(terminal.Profile.Width - LabelWidth - 1, $"{Left(progress.Fraction, elapsed)} left"));
        return grid;
    }

    /// <summary>Labels and texts, which are wrapped beside their labels.</summary>
    public static IRenderable Labelled(IEnumerable<(string Label, string Text)> lines)
    {
        var all = lines.ToList();
        var grid = Columns(all.Max(line => line.Label.Length), noWrap: false);
        foreach (var (label, text) in all)
        {
            grid.AddRow(new Text(label, Label), new Text(text));
        }

        return grid;
    }

    /// <summary>Time left, by what the part that is done took; unknown at the very beginning.</summary>
    internal static string Left(double fraction, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds * (1 - fraction) / fraction;
        return !double.IsFinite(seconds) || seconds > TimeSpan.MaxValue.TotalSeconds / 2 ? "unknown"
            : TimeSpan.FromSeconds(Math.Ceiling(seconds)) is var left && left.TotalHours >= 1 ? $"{(long)left.TotalHours}:{left:mm\\:ss}"
            : $"{left:m\\:ss}";
    }

    private static Grid Columns(int labelWidth, bool noWrap) => new Grid()
        .AddColumn(new GridColumn { Width = labelWidth, NoWrap = true, Padding = new Padding(0, 0, 1, 0) })
        .AddColumn(new GridColumn { NoWrap = noWrap, Padding = new Padding(0) });

    private static double Fraction(RunProgress progress) =>
        (progress.Epoch - 1 + ((double)progress.Samples / progress.SamplesPerEpoch)) / progress.Epochs;

    private static void Row(Grid grid, string label, IRenderable content) => grid.AddRow(new Text(label, Label) { Overflow = Overflow.Ellipsis }, content);

    /// <summary>A text cut to its room: a line that wrapped would make the display jump.</summary>
    private static Text Plain(int room, string text) => new(text[..Math.Min(text.Length, Math.Max(room, 1))]);

    private static Paragraph Bar(IAnsiConsole terminal, string epochs, double fraction)
    {
        var (full, rest) = terminal.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
        var tail = $" {100 * fraction,3:0} %";
        var room = terminal.Profile.Width - LabelWidth - 2 - epochs.Length - 1 - tail.Length;
        var width = Math.Clamp(room, 0, WidestBar);
        var done = (int)(fraction * width);
        return new Paragraph { Overflow = Overflow.Ellipsis }
            .Append(epochs + " ")
            .Append(new string(full, done), Done)
            .Append(new string(rest, width - done), Label)
            .Append(tail[..Math.Clamp(room + tail.Length, 0, tail.Length)]);
    }
}
