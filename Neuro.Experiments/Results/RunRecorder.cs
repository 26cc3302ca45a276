using Neuro.Experiments.Running;
using Neuro.Experiments.Traces;
using Serilog;

namespace Neuro.Experiments.Results;

/// <summary>Keeps the folder of a run up to date: its record after each epoch, so that a killed run loses at most one, and its log.</summary>
/// <param name="folder">The folder.</param>
/// <param name="record">Its record.</param>
/// <param name="log">Its log.</param>
/// <param name="time">Gives the time.</param>
internal sealed class RunRecorder(RunFolder folder, RunRecord record, ILogger log, TimeProvider time) : IRunObserver
{
    /// <inheritdoc/>
    public void Started(RunStart start) => log.Information(
        "run of {Experiment:l} on {DataSet:l} begins after trial {Trials}: {Samples} training samples, {Epochs} epochs, batch {Batch}, {Workers} workers, {Replicas} replicas of {Plastic} plastic values",
        record.Experiment, start.Data.Name, start.Before, start.TrainingSamples, start.Epochs, start.Batch, start.Workers, start.Replicas, start.Plastic);

    /// <inheritdoc/>
    public void Progressed(RunProgress progress)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="RunFolderException">The folder cannot be written any more.</exception>
    public void EpochEnded(EpochMetrics metrics)
    {
        log.Information(
            "epoch {Epoch}: loss {Loss}, test accuracy {TestAccuracy} %, {SamplesPerSecond} samples/s",
            metrics.Epoch, metrics.Loss, metrics.TestAccuracy, metrics.SamplesPerSecond);
        record.Add(metrics);
        Save();
    }

    /// <summary>Records the end.</summary>
    /// <param name="result">What came out.</param>
    /// <param name="trace">What was recorded.</param>
    /// <exception cref="RunFolderException">The folder cannot be written any more.</exception>
    public void Ended(RunResult result, TraceSummary trace)
    {
        record.Result = result;
        record.Trace = trace;
        record.Status = result.Interrupted ? RunStatus.Interrupted : RunStatus.Completed;
        record.Ended = time.GetUtcNow();
        log.Information("run {Status} after {Epochs} epochs, state {StateHash:l}", record.Status, result.Epochs, result.StateHash);
        Save();
    }

    /// <summary>Records a failure. Where even that cannot be written, the first failure is what counts.</summary>
    /// <param name="failure">What failed.</param>
    public void Failed(Exception failure)
    {
        record.Failure = failure.Message;
        record.Status = RunStatus.Failed;
        record.Ended = time.GetUtcNow();
        log.Error(failure, "run failed");
        try
        {
            folder.Write(RunFolder.RecordName, record.Write());
        }
        catch (RunFolderException e)
        {
            log.Error(e, "the record of the failure could not be written");
        }
    }

    private void Save() => folder.Write(RunFolder.RecordName, record.Write());
}
