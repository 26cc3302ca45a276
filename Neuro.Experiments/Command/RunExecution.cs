using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Measures;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Traces;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Snapshots;

namespace Neuro.Experiments.Command;

/// <summary>One run, from its configuration to a folder that holds what came out, whichever verb asks for it.</summary>
/// <param name="context">The world outside.</param>
/// <param name="named">What is run.</param>
/// <param name="data">Its data set.</param>
internal sealed class RunExecution(CommandContext context, NamedSettings named, DataSet data)
{
    /// <summary>Runs.</summary>
    /// <param name="display">Shows the run.</param>
    /// <param name="make">Makes the folder, once all is known to fit together.</param>
    /// <returns>What came out and where it is recorded.</returns>
    /// <exception cref="ConfigurationException">The configuration does not fit the data.</exception>
    /// <exception cref="CommandFailedException">The run failed; its record says so, too.</exception>
    public (RunResult Result, RunFolder Folder) Run(RunDisplay display, Func<RunRecord, RunFolder> make)
    {
        using var runner = new ExperimentRunner(named.Name, named.Settings, data, context.Time);
        var record = new RunRecord
        {
            Experiment = named.Name, Settings = named.Settings, Data = data, CommandLine = context.Arguments, Started = context.Time.GetUtcNow(),
        };
        var folder = make(record);
        using var claim = folder.Claim();
        return (Run(runner, record, folder, display, resumed: null), folder);
    }

    /// <summary>Goes on with a run.</summary>
    /// <param name="display">Shows the run.</param>
    /// <param name="folder">Its folder, which is claimed.</param>
    /// <param name="resumed">Where it goes on.</param>
    /// <returns>What came out.</returns>
    /// <exception cref="ConfigurationException">The configuration does not fit the data, or the checkpoint not the network.</exception>
    /// <exception cref="CommandFailedException">The run failed; its record says so, too.</exception>
    public RunResult GoOn(RunDisplay display, RunFolder folder, Resumption resumed)
    {
        using var runner = Runner(resumed);
        var record = new RunRecord
        {
            Experiment = named.Name,
            Settings = named.Settings,
            Data = data,
            CommandLine = resumed.Run.CommandLine,
            Started = resumed.Run.Started,
            Resumes = [.. resumed.Run.Resumes, new ResumeNote(runner.Trials, context.Time.GetUtcNow(), context.Arguments)],
        };
        foreach (var metrics in resumed.Checkpoint.Progress.History)
        {
            record.Add(metrics);
        }

        // Whoever is killed in between goes on from the same checkpoint again.
        folder.Write(RunFolder.RecordName, record.Write());
        Leftovers.Delete(folder, resumed.Checkpoint);
        return Run(runner, record, folder, display, resumed);
    }

    private ExperimentRunner Runner(Resumption resumed)
    {
        try
        {
            return new ExperimentRunner(named.Name, named.Settings, data, context.Time, recorded: null, compared: null, resumed.Checkpoint);
        }
        catch (StateMismatchException e)
        {
            throw new ConfigurationException($"{resumed.File}: {e.Message}", e);
        }
    }

    private RunResult Run(ExperimentRunner runner, RunRecord record, RunFolder folder, RunDisplay display, Resumption? resumed)
    {
        record.Folder = folder.Path;
        using var log = RunLog.Open(folder, context);
        if (!data.Verified)
        {
            log.Logger.Warning("data set {DataSet:l}: the files are not those that its name stands for (or are unknown); the results cannot be compared", data.Name);
        }

        if (resumed is not null && resumed.Checkpoint.Version != RunRecord.Version)
        {
            log.Logger.Warning("checkpoint {File:l}: written by version {Version:l} of the program; the same bits are promised only by the same version", resumed.File, resumed.Checkpoint.Version);
        }

        var settings = named.Settings;
        if (resumed is not null && settings.Get(NeuroKeys.Pipeline) > 1 && !runner.StopsAnyway(resumed.Checkpoint.Progress.Trials))
        {
            log.Logger.Warning("the run was interrupted with several trials in flight (run.pipeline): it goes on, but not to the bits of one without the break");
        }

        runner.Warn = text => log.Logger.Warning("{Warning:l}", text);
        using var trace = new TraceRecorder(folder, runner, TraceConfiguration.Options(settings), TraceConfiguration.Origin(record, runner), context.Time, resumed?.Checkpoint.Trace);
        runner.Checkpoints = new CheckpointWriter(folder, settings, data, trace.CloseParts);
        var matrices = settings.Get(NeuroKeys.MatricesEvery) is > 0 and var every ? new MatrixWriter(folder, runner.Weights, every, begins: resumed is null) : null;
        var recorder = new RunRecorder(folder, record, log.Logger, context.Time);
        var observers = new RunObservers([.. new IRunObserver?[] { trace, recorder, matrices, display }.OfType<IRunObserver>()]);
        return Follow(runner, recorder, trace, observers, display, folder);
    }

    private RunResult Follow(ExperimentRunner runner, RunRecorder recorder, TraceRecorder trace, IRunObserver observer, RunDisplay display, RunFolder folder)
    {
        try
        {
            var result = display.Follow(() => runner.Run(observer, context.Cancellation));
            recorder.Ended(result, trace.Complete());
            return result;
        }
        catch (Exception e)
        {
            recorder.Failed(e);
            throw e switch
            {
                RunFolderException => new CommandFailedException(e.Message, e),
                SimulationFailedException or SimulationStalledException or DivergedException => new CommandFailedException($"{e.Message}; details in {folder.Log}", e),
                _ => new CommandFailedException($"unexpected failure: {e.GetType().Name}: {e.Message}; details in {folder.Log}", e),
            };
        }
    }
}
