using Neuro.Experiments.Results;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Command;

/// <summary>What the user sees of a sweep: a line for each run, and on a terminal the display of the run in hand.</summary>
/// <param name="context">The world outside.</param>
/// <param name="folder">The folder of the sweep.</param>
/// <param name="cells">How many runs there are.</param>
/// <param name="whole">How many all shards have together.</param>
/// <param name="quiet">Whether to show the end alone.</param>
internal sealed class SweepDisplay(CommandContext context, string folder, int cells, int whole, bool quiet)
{
    private int _begun;

    /// <summary>The sweep is about to begin.</summary>
    public void Begun()
    {
        if (!quiet)
        {
            context.Output.WriteLine($"{(cells == whole ? $"{cells}" : $"{cells} of {whole}")} {(whole == 1 ? "run" : "runs")} into {folder}");
        }
    }

    /// <summary>The display of a run that is about to begin.</summary>
    public RunDisplay Of(SweepCell cell) => RunDisplay.For(context, $"{_begun + 1}/{cells} {cell.Name}", quiet || context.Terminal is null);

    /// <summary>A run came to its end.</summary>
    public void Completed(SweepCell cell, RunResult result) => Line(
        cell,
        $"test {(result.TestAccuracy is { } test ? $"{test:0.00} %" : "unknown")} after {result.Epochs} {(result.Epochs == 1 ? "epoch" : "epochs")} in {result.Seconds:0.0} s");

    /// <summary>A run failed.</summary>
    public void Failed(SweepCell cell, string why) => Line(cell, $"failed: {why}");

    /// <summary>A run is not begun.</summary>
    public void Skipped(SweepCell cell, string why) => Line(cell, why);

    /// <summary>A run was ended early.</summary>
    public void Interrupted(SweepCell cell) => Line(cell, "interrupted");

    /// <summary>The sweep has ended.</summary>
    public void Ended(SweepOutcome outcome) => context.Output.WriteLine($"{outcome.Text}; {folder}");

    private void Line(SweepCell cell, string what)
    {
        _begun++;
        if (!quiet)
        {
            context.Output.WriteLine($"{_begun}/{cells}  {cell.Name}  {what}");
            context.Output.Flush();
        }
    }
}
