using Neuro.Experiments.Parquet;
using Neuro.Experiments.Results;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Traces;

/// <summary>The tables of a run as they are written, row by row.</summary>
/// <remarks>One owner, the recorder's thread; not thread-safe.</remarks>
internal sealed class TraceWriter : IDisposable
{
    private readonly Dictionary<TraceTableName, TableWriter> _tables;
    private readonly IReadOnlyDictionary<string, string> _origin;
    private readonly ActivityRows? _activity;
    private readonly ScheduleRows _schedule;

    /// <summary>Prepares the tables; nothing is written before their first rows.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="options">Which tables, and how.</param>
    /// <param name="time">Gives the age of parts.</param>
    /// <param name="origin">What every part says of the run in its metadata.</param>
    /// <param name="activity">What is recorded of the activity; null for nothing.</param>
    /// <param name="schedule">Writes decisions.</param>
    /// <param name="before">What is there already of each table, by its folder.</param>
    public TraceWriter(
        string run,
        TraceOptions options,
        TimeProvider time,
        IReadOnlyDictionary<string, string> origin,
        ActivityLayout? activity,
        ScheduleRows schedule,
        IReadOnlyDictionary<string, TableTotals> before)
    {
        _tables = TableDefinitions.All.Where(table => options.Tables.Contains(table.Name))
            .ToDictionary(table => table.Name, table => new TableWriter(run, table, options, time, before.GetValueOrDefault(table.Folder)));
        _origin = origin;
        _activity = activity is null ? null : new ActivityRows(activity);
        _schedule = schedule;
    }

    /// <summary>The tables.</summary>
    public IReadOnlyCollection<TableWriter> Tables => _tables.Values;

    /// <summary>Writes recorded activity.</summary>
    public void Activity(ActivityBatch batch)
    {
        if (_activity is not null && Begun(TraceTableName.Activity) is { } table)
        {
            _activity.Write(table, batch, Describe);
        }
    }

    /// <summary>Writes what reads have chosen.</summary>
    /// <param name="batches">Of each replica.</param>
    public void Schedule(IReadOnlyList<DecisionBatch> batches)
    {
        if (_tables.TryGetValue(TraceTableName.Schedule, out var table))
        {
            _schedule.Write(table, batches, Describe);
        }
    }

    /// <summary>Writes what is known after an epoch.</summary>
    /// <param name="metrics">Metrics and measures.</param>
    /// <param name="trials">Trials run by then.</param>
    public void Epoch(EpochMetrics metrics, long trials)
    {
        if (Begun(TraceTableName.Metrics) is { } table)
        {
            EpochRows.WriteMetrics(table, metrics, trials);
        }

        if (metrics.Layers.Count > 0 && Begun(TraceTableName.Alignment) is { } alignment)
        {
            EpochRows.WriteAlignment(alignment, metrics);
        }
    }

    /// <summary>Writes what an epoch sent and computed.</summary>
    public void Traffic(int epoch, IReadOnlyList<ProjectionTraffic> before, IReadOnlyList<ProjectionTraffic> after)
    {
        if (Begun(TraceTableName.Traffic) is { } table)
        {
            EpochRows.WriteTraffic(table, epoch, before, after);
        }
    }

    /// <summary>Writes the norms of weights.</summary>
    public void Weights(int epoch, IReadOnlyList<WeightNorms> norms)
    {
        if (Begun(TraceTableName.Weights) is { } table)
        {
            WeightRows.Write(table, epoch, norms);
        }
    }

    /// <summary>Closes parts of a certain age.</summary>
    public void CloseOldParts()
    {
        foreach (var table in Tables)
        {
            table.CloseIfOld();
        }
    }

    /// <summary>Closes all parts in hand, so that all rows written so far are in complete parts.</summary>
    public void CloseParts()
    {
        foreach (var table in Tables)
        {
            table.ClosePart();
        }
    }

    /// <summary>After a failure: closes what parts can still be closed, and gives up the others.</summary>
    public void Salvage()
    {
        foreach (var table in Tables)
        {
            try
            {
                table.ClosePart();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The first failure is the one that is told.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in Tables)
        {
            table.Dispose();
        }
    }

    private TableWriter? Begun(TraceTableName name)
    {
        if (!_tables.TryGetValue(name, out var table))
        {
            return null;
        }

        if (!table.IsOpen)
        {
            Describe(table.Part);
        }

        return table;
    }

    private void Describe(ParquetWriter part)
    {
        foreach (var (key, value) in _origin)
        {
            part.Metadata[key] = value;
        }
    }
}
