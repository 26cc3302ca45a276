using System.Globalization;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Command;

/// <summary>One run of a study, from its configuration to a folder that holds what came out.</summary>
/// <param name="context">The world outside.</param>
/// <param name="named">What is run.</param>
/// <param name="info">The study.</param>
internal sealed class StudyExecution(CommandContext context, NamedSettings named, StudyInfo info)
{
    /// <summary>Runs.</summary>
    /// <param name="display">Shows the run.</param>
    /// <param name="make">Makes the folder, once all is known to fit together.</param>
    /// <returns>What came out and where it is recorded.</returns>
    /// <exception cref="ConfigurationException">The configuration does not fit together.</exception>
    /// <exception cref="CommandFailedException">The run failed; its record says so, too.</exception>
    public (StudyOutcome Outcome, RunFolder Folder) Run(StudyDisplay display, Func<RunRecord, RunFolder> make)
    {
        var study = info.Create(named.Settings);
        var record = new RunRecord
        {
            Experiment = named.Name, Study = info.Name, Settings = named.Settings, Data = null, CommandLine = context.Arguments, Started = context.Time.GetUtcNow(),
        };
        var folder = make(record);
        using var claim = folder.Claim();
        record.Folder = folder.Path;
        using var log = RunLog.Open(folder, context);
        try
        {
            log.Logger.Information("study {Study:l} begins: {Description:l}", info.Name, study.Description);
            var outcome = display.Follow(() => Measure(study, display));
            Record(record, outcome, folder);
            log.Logger.Information("study {Status}, table {Hash:l}", record.Status, outcome.Hash);
            return (outcome, folder);
        }
        catch (Exception e)
        {
            log.Logger.Error(e, "study failed");
            Failed(record, e, folder);
            throw e is RunFolderException
                ? new CommandFailedException(e.Message, e)
                : new CommandFailedException($"unexpected failure: {e.GetType().Name}: {e.Message}; details in {folder.Log}", e);
        }
    }

    private StudyOutcome Measure(IStudy study, StudyDisplay display)
    {
        display.Started(study.Description);
        var (started, workers) = (context.Time.GetTimestamp(), ExperimentRunner.WorkersOf(named.Settings));
        StudyOutcome Outcome(StudyResult? result) =>
            new(named.Name, info.Name, named.Settings.Get(NeuroKeys.Seed), workers, context.Time.GetElapsedTime(started).TotalSeconds, result);
        try
        {
            return Outcome(study.Measure(new StudyWork(workers, display.Progressed, context.Cancellation)));
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            return Outcome(null);
        }
    }

    private void Record(RunRecord record, StudyOutcome outcome, RunFolder folder)
    {
        if (outcome.Result is { } result)
        {
            var origin = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["neuro.experiment"] = record.Experiment,
                ["neuro.study"] = info.Name,
                ["neuro.seed"] = outcome.Seed.ToString(CultureInfo.InvariantCulture),
            };
            try
            {
                record.Trace = StudyTableWriter.Write(folder.Path, result.Table, TraceConfiguration.Options(named.Settings), origin, context.Time);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RunFolderException(folder.Path, "written", e);
            }
        }

        record.Outcome = outcome;
        record.Status = outcome.Interrupted ? RunStatus.Interrupted : RunStatus.Completed;
        record.Ended = context.Time.GetUtcNow();
        folder.Write(RunFolder.RecordName, record.Write());
    }

    /// <summary>Where even the failure cannot be written, the first failure is what counts.</summary>
    private void Failed(RunRecord record, Exception failure, RunFolder folder)
    {
        record.Failure = failure.Message;
        record.Status = RunStatus.Failed;
        record.Ended = context.Time.GetUtcNow();
        try
        {
            folder.Write(RunFolder.RecordName, record.Write());
        }
        catch (RunFolderException)
        {
            // Told by the first failure.
        }
    }
}
