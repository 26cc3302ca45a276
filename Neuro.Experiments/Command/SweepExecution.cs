using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Sweeps;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Command;

/// <summary>Runs the cells of a sweep, one after the other.</summary>
/// <param name="context">The world outside.</param>
/// <param name="folder">The folder of the sweep.</param>
/// <param name="data">Its data sets.</param>
/// <param name="display">Shows how far it is.</param>
internal sealed class SweepExecution(CommandContext context, SweepFolder folder, SweepData data, SweepDisplay display)
{
    /// <summary>Runs what is not finished. A run that fails does not keep the others from being run.</summary>
    /// <param name="cells">The cells.</param>
    public SweepOutcome Run(IReadOnlyList<SweepCell> cells)
    {
        var outcome = new SweepOutcome(cells.Count);
        foreach (var cell in cells)
        {
            if (context.Cancellation.IsCancellationRequested)
            {
                outcome.Interrupted = true;
                break;
            }

            try
            {
                outcome.Interrupted = !Run(cell, outcome);
            }
            catch (Exception e) when (e is CommandFailedException or RunFolderException or ConfigurationException or DataException or SpecificationException)
            {
                outcome.Failed.Add((cell, e.Message));
                display.Failed(cell, e.Message);
            }

            if (outcome.Interrupted)
            {
                break;
            }
        }

        return outcome;
    }

    /// <summary>Runs a cell, unless it is finished or another process has it; false when it was interrupted.</summary>
    private bool Run(SweepCell cell, SweepOutcome outcome)
    {
        using var claim = folder.Claim(cell, data.Of(cell));
        if (claim is null)
        {
            outcome.Elsewhere.Add(cell);
            display.Skipped(cell, "another process runs it");
            return true;
        }

        if (claim.State == CellState.Finished)
        {
            outcome.Finished.Add(cell);
            display.Skipped(cell, "finished before");
            return true;
        }

        var execution = new RunExecution(context, new NamedSettings(cell.Experiment, cell.Settings), data.Of(cell));
        var result = claim.State == CellState.Incomplete && Resumption(cell) is { } resumption
            ? GoOn(execution, cell, resumption)
            : execution.Run(display.Of(cell), record => claim.Make(record.Write())).Result;
        if (result.Interrupted)
        {
            display.Interrupted(cell);
            return false;
        }

        claim.Finish();
        outcome.Completed.Add(cell);
        display.Completed(cell, result);
        return true;
    }

    private RunResult GoOn(RunExecution execution, SweepCell cell, Resumption resumption)
    {
        var run = new RunFolder(folder.FolderOf(cell));
        using var running = run.Claim();
        return execution.GoOn(display.Of(cell), run, resumption);
    }

    /// <summary>Where an incomplete run can go on; null when it has to begin anew, because there is no checkpoint, or none that can be used.</summary>
    private Resumption? Resumption(SweepCell cell)
    {
        try
        {
            var run = folder.FolderOf(cell);
            var (file, checkpoint) = CheckpointFolder.Newest(run);
            return checkpoint.Identity == RunIdentity.Of(cell.Settings, data.Of(cell)) ? new Resumption(RecordedRun.Open(run), file, checkpoint) : null;
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }
}
