using System.Collections.Concurrent;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Traces;

/// <summary>Records a run as tables: takes out at barriers what has gathered, and lets a thread of its own write it while the run goes on.</summary>
/// <remarks>
/// <para>
/// What waits to be written is bounded: a few batches of activity, which are used again and again, and a queue. When the disk cannot keep up, the run waits at its
/// next barrier, or goes on with the activity of a stretch dropped and counted, as configured; nothing else is ever dropped.
/// </para>
/// <para>Whatever the disk refuses stops the writing; the next barrier tells, and the run ends there. One caller at a time.</para>
/// </remarks>
internal sealed class TraceRecorder : IRunObserver, IDisposable
{
    /// <summary>Things that wait to be written; with activity no more than there are batches.</summary>
    private const int QueueLength = 64;

    /// <summary>Batches of activity beside the one that is being filled.</summary>
    private const int SpareBatches = 2;

    private static readonly TimeSpan AgeCheck = TimeSpan.FromSeconds(1);

    private readonly RunFolder _folder;
    private readonly ExperimentRunner _runner;
    private readonly TraceOptions _options;
    private readonly TimeProvider _time;
    private readonly TraceWriter _writer;
    private readonly WeightRows? _weights;
    private readonly BlockingCollection<TraceItem> _queue = new(QueueLength);
    private readonly BlockingCollection<ActivityBatch> _free = [];
    private readonly Thread _thread;
    private IReadOnlyList<ProjectionTraffic> _traffic;
    private volatile Exception? _failure;
    private readonly bool _begins;
    private long _recordedTrials;
    private long _dropped;
    private TimeSpan _waited;

    /// <summary>Begins to record; nothing is written before there is a row.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="runner">The run.</param>
    /// <param name="options">Which tables, and how.</param>
    /// <param name="origin">What every part says of the run in its metadata.</param>
    /// <param name="time">Gives the age of parts.</param>
    /// <param name="resumed">What is there already of a run that goes on; null for a new run.</param>
    public TraceRecorder(RunFolder folder, ExperimentRunner runner, TraceOptions options, IReadOnlyDictionary<string, string> origin, TimeProvider time, ResumedTrace? resumed = null)
    {
        (_folder, _runner, _options, _time) = (folder, runner, options, time);
        _writer = new TraceWriter(folder.Path, options, time, origin, runner.Activity?.Layout, new ScheduleRows(runner.Network, runner.Shards), resumed?.Tables ?? new Dictionary<string, TableTotals>());
        _weights = options.Tables.Contains(TraceTableName.Weights) ? new WeightRows(resumed?.Weights ?? new Dictionary<string, float[]>()) : null;
        _begins = resumed is null;
        _traffic = resumed?.Traffic ?? [];
        _dropped = resumed?.Dropped ?? 0;
        for (var i = 0; runner.Activity is { } activity && i < SpareBatches; i++)
        {
            _free.Add(activity.NewBatch());
        }

        _thread = new Thread(Write) { Name = "neuro-trace", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Batches of activity that are free to be filled; may be asked from any thread.</summary>
    internal int FreeBatches => _free.Count;

    /// <inheritdoc/>
    public void Started(RunStart start)
    {
        _recordedTrials = _runner.Trials;
        if (_begins && _weights is { } weights)
        {
            var norms = weights.Measure(_runner.Weights);
            Submit(() => _writer.Weights(0, norms));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RunFolderException">What was recorded before could not be written.</exception>
    public void Progressed(RunProgress progress)
    {
        if (_runner.TakeDecisions() is { Count: > 0 } decisions)
        {
            Submit(() => _writer.Schedule(decisions));
        }

        if (_runner.Activity is { } activity)
        {
            Take(activity);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RunFolderException">What was recorded before could not be written.</exception>
    public void EpochEnded(EpochMetrics metrics)
    {
        var trials = _runner.Trials;
        var (before, after) = (_traffic, _runner.Traffic());
        _traffic = after;
        var norms = _weights?.Measure(_runner.Weights);
        Submit(() =>
        {
            _writer.Epoch(metrics, trials);
            _writer.Traffic(metrics.Epoch, before, after);
            if (norms is not null)
            {
                _writer.Weights(metrics.Epoch, norms);
            }
        });
    }

    /// <summary>Waits until all rows so far are in complete parts.</summary>
    /// <returns>What has to be known to write on from here.</returns>
    /// <exception cref="RunFolderException">They could not be written.</exception>
    public ResumedTrace CloseParts()
    {
        var closed = new TaskCompletionSource();
        Submit(_writer.CloseParts, closed.SetResult);
        closed.Task.Wait();
        ThrowIfFailed();
        return new ResumedTrace(
            _writer.Tables.ToDictionary(table => table.Table.Folder, table => new TableTotals(table.Parts, table.Rows, table.Bytes), StringComparer.Ordinal),
            _traffic,
            _weights?.Before ?? new Dictionary<string, float[]>(),
            _dropped);
    }

    /// <summary>Ends recording: everything is written and closed, as far as it can be.</summary>
    /// <returns>What was recorded.</returns>
    /// <exception cref="RunFolderException">Something could not be written.</exception>
    public TraceSummary Complete()
    {
        Finish();
        ThrowIfFailed();
        return new TraceSummary(
            _runner.Trials,
            _writer.Tables.ToDictionary(table => table.Table.Folder, table => table.Rows, StringComparer.Ordinal),
            _writer.Tables.Sum(table => table.Bytes),
            _dropped,
            _waited.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Finish();
        _writer.Dispose();
        _queue.Dispose();
        _free.Dispose();
    }

    /// <summary>Takes out the activity of the last stretch, if any was recorded, and gives the next one room.</summary>
    private void Take(ActivityRecorder activity)
    {
        var due = activity.Layout.Selection.Trials.Before(_runner.Trials) - activity.Layout.Selection.Trials.Before(_recordedTrials);
        _recordedTrials = _runner.Trials;
        if (due == 0)
        {
            // The batch is still empty, unless the stretch before it was dropped and there is none.
            if (!activity.HasBatch && _free.TryTake(out var batch))
            {
                activity.Exchange(batch);
            }

            return;
        }

        if (!_free.TryTake(out var next) && !_options.Drop)
        {
            var since = _time.GetTimestamp();
            next = _free.Take();
            _waited += _time.GetElapsedTime(since);
        }

        if (activity.Exchange(next) is { } full)
        {
            Submit(() => _writer.Activity(full), () => _free.Add(full));
        }
        else
        {
            _dropped += due;
        }
    }

    private void Submit(Action write, Action? afterwards = null)
    {
        ThrowIfFailed();
        var item = new TraceItem(write, afterwards);
        if (!_queue.TryAdd(item))
        {
            var since = _time.GetTimestamp();
            _queue.Add(item);
            _waited += _time.GetElapsedTime(since);
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new RunFolderException(_folder.Path, "written", failure);
        }
    }

    private void Finish()
    {
        if (!_queue.IsAddingCompleted)
        {
            _queue.CompleteAdding();
        }

        _thread.Join();
    }

    /// <summary>The recorder's thread. After a failure it goes on taking things, so that nobody waits for it for ever, and writes none of them.</summary>
    private void Write()
    {
        while (!_queue.IsCompleted)
        {
            if (_queue.TryTake(out var item, AgeCheck))
            {
                Try(item.Write);
                item.Afterwards?.Invoke();
            }
            else
            {
                Try(_writer.CloseOldParts);
            }
        }

        Try(_writer.CloseParts);
    }

    private void Try(Action write)
    {
        try
        {
            if (_failure is null)
            {
                write();
            }
        }
#pragma warning disable CA1031 // Whatever goes wrong here must end the run at its next barrier, not this process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = e;
            _writer.Salvage();
        }
    }

    /// <summary>Something to be written.</summary>
    /// <param name="Write">Writes it.</param>
    /// <param name="Afterwards">What is done then, also when it could not be written.</param>
    private sealed record TraceItem(Action Write, Action? Afterwards);
}
