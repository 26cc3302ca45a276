using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Traces;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Results;

/// <summary>The folder of a run, as it is read again.</summary>
internal sealed class RecordedRun
{
    private RecordedRun(string folder, JsonElement record)
    {
        Folder = folder;
        Record = record;
        Experiment = record.GetProperty("experiment").GetString() ?? throw new FormatException("experiment: found null, expected a name");
        Status = Enum.TryParse<RunStatus>(record.GetProperty("status").GetString(), ignoreCase: true, out var status)
            ? status
            : throw new FormatException($"status: found {record.GetProperty("status")}, expected one of {string.Join(", ", Enum.GetNames<RunStatus>()).ToLowerInvariant()}");
        Started = record.GetProperty("started").GetDateTimeOffset();
        CommandLine = Arguments(record);
        Resumes = record.TryGetProperty("resumes", out var resumes)
            ? [.. resumes.EnumerateArray().Select(resume => new ResumeNote(resume.GetProperty("trials").GetInt64(), resume.GetProperty("at").GetDateTimeOffset(), Arguments(resume)))]
            : [];
        Configuration = record.GetProperty("configuration").GetRawText();
        Failure = record.TryGetProperty("failure", out var failure) ? failure.GetString() : null;
        Result = record.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object ? result : null;
        StateHash = record.TryGetProperty("stateHash", out var hash) ? hash.GetString() : null;
        Study = record.TryGetProperty("study", out var study) ? study.GetString() : null;
        Checksums = Study is not null ? [] : [.. record.GetProperty("data").GetProperty("checksums").EnumerateArray().Select(c => c.GetProperty("contentSha256").GetString())];
        TestAccuracies = [.. record.GetProperty("history").EnumerateArray().Select(epoch => epoch.GetProperty("testAccuracy").GetDouble())];
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The file that was read.</summary>
    public string File => RecordIn(Folder);

    /// <summary>All that the file says.</summary>
    public JsonElement Record { get; }

    /// <summary>The name of the experiment.</summary>
    public string Experiment { get; }

    /// <summary>The name of the study that was run; null of a training.</summary>
    public string? Study { get; }

    /// <summary>How the run stands; one that was killed still says that it goes on.</summary>
    public RunStatus Status { get; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>The command line with which it began.</summary>
    public IReadOnlyList<string> CommandLine { get; }

    /// <summary>Where it went on from checkpoints.</summary>
    public IReadOnlyList<ResumeNote> Resumes { get; }

    /// <summary>The configuration, as JSON.</summary>
    public string Configuration { get; }

    /// <summary>What failed, in a line; null when nothing did.</summary>
    public string? Failure { get; }

    /// <summary>What came out, as <see cref="ResultWriter"/> writes it; null when the run never came to an end.</summary>
    public JsonElement? Result { get; }

    /// <summary>The hash of the final state; null when the run never came to an end.</summary>
    public string? StateHash { get; }

    /// <summary>Test accuracy after each epoch, per cent.</summary>
    public IReadOnlyList<double> TestAccuracies { get; }

    /// <summary>Trials that were recorded; null of a run that never came to an end.</summary>
    private long? Trials => Record.TryGetProperty("trace", out var trace) && trace.ValueKind == JsonValueKind.Object && trace.TryGetProperty("trials", out var trials) ? trials.GetInt64() : null;

    private IReadOnlyList<string?> Checksums { get; }

    /// <summary>Reads the record in a folder.</summary>
    /// <param name="folder">The folder of a run.</param>
    /// <exception cref="ConfigurationException">There is none, or it is no record of a run.</exception>
    public static RecordedRun Open(string folder)
    {
        if (folder.Length == 0)
        {
            throw new ConfigurationException("RUN: found an empty name, expected the folder of a run");
        }

        var file = RecordIn(folder);
        try
        {
            var record = JsonDocument.Parse(System.IO.File.ReadAllBytes(file)).RootElement;
            if (record.GetProperty("format").GetString() != "neuro-run")
            {
                throw new FormatException("format: found another one, expected neuro-run");
            }

            return record.GetProperty("formatVersion").GetInt32() is var version && version == RunRecord.FormatVersion
                ? new RecordedRun(folder, record)
                : throw new FormatException($"formatVersion: found {version}, expected {RunRecord.FormatVersion}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file}: found none that can be read ({e.Message.TrimEnd('.')}), expected the record of a run", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ConfigurationException($"{file}: found something else ({e.Message.TrimEnd('.')}), expected the record of a run", e);
        }
    }

    /// <summary>The decisions of the run, those of each replica.</summary>
    /// <param name="replicas">How many replicas there were.</param>
    /// <param name="network">The network.</param>
    /// <param name="shards">How its populations are divided.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <exception cref="ConfigurationException">There are none, or they cannot be used.</exception>
    public IReadOnlyList<DecisionRecord> Decisions(int replicas, NetworkSpec network, ShardPlan shards, int batch)
    {
        var parts = Parts(TraceTableName.Schedule);
        if (parts.Count == 0)
        {
            throw new ConfigurationException($"{Path.Combine(Folder, TableDefinition.FolderOf(TraceTableName.Schedule))}: found no part of a table, expected the decisions of a run with schedule.kind = live");
        }

        try
        {
            var rows = new ScheduleRows(network, shards);
            List<DecisionRecord> records = [.. Enumerable.Range(0, replicas).Select(replica => DecisionRecord.Of(rows.Read(parts.Select(part => part.File), replica), network, batch, shards))];
            return Trials is null || records[0].Trials == Trials
                ? records
                : throw new DecisionLogException($"{Path.GetDirectoryName(parts[0].File)}: found those of {records[0].Trials} trials in {parts.Count} parts, expected those of {Trials}: a part is missing");
        }
        catch (Exception e) when (e is ParquetException or DecisionLogException)
        {
            throw new ConfigurationException($"{Folder}: the decisions of the run: {e.Message}", e);
        }
    }

    /// <summary>The activity of the run; null when none was recorded.</summary>
    /// <param name="layout">What was to be recorded; null for nothing.</param>
    /// <param name="timing">The timing hash of the network.</param>
    /// <param name="trials">Trials of the run.</param>
    /// <exception cref="ConfigurationException">There should be some and is none, or it cannot be used.</exception>
    public RecordedActivity? Activity(ActivityLayout? layout, string timing, long trials)
    {
        var parts = Parts(TraceTableName.Activity);
        if (layout is null)
        {
            return null;
        }

        var activity = RecordedActivity.Open(parts, timing);
        var expected = layout.Selection.Trials.Before(trials) * layout.RowsPerTrial;
        if (StateHash is not null && activity.Rows != expected)
        {
            activity.Dispose();
            throw new ConfigurationException(
                $"{Path.Combine(Folder, TableDefinition.FolderOf(TraceTableName.Activity))}: found {activity.Rows} rows in {parts.Count} parts, expected {expected} of a run that came to its end: parts are missing or were edited");
        }

        return activity;
    }

    /// <summary>Refuses the run of a study.</summary>
    /// <param name="why">What is expected instead, and why.</param>
    /// <exception cref="ConfigurationException">It is one.</exception>
    public void RefuseStudy(string why)
    {
        if (Study is not null)
        {
            throw new ConfigurationException($"{File}: found the run of a study ({Study}), expected {why}");
        }
    }

    /// <summary>Refuses data that are not those of the run.</summary>
    /// <exception cref="ConfigurationException">A checksum differs.</exception>
    public void Check(DataSet data)
    {
        if (!Checksums.SequenceEqual(data.Checksums.Select(c => c.ContentSha256)))
        {
            throw new ConfigurationException($"{File}: data set {data.Name}: found other checksums than those of the run, expected the same files");
        }
    }

    /// <summary>The complete parts of a table; empty when there are none.</summary>
    private IReadOnlyList<TracePart> Parts(TraceTableName table) =>
        TraceTable.NamesIn(Folder).Contains(TableDefinition.FolderOf(table)) ? TraceTable.Open(Folder, TableDefinition.FolderOf(table)).Footers : [];

    private static List<string> Arguments(JsonElement of) => [.. of.GetProperty("commandLine").EnumerateArray().Select(argument => argument.GetString() ?? string.Empty)];

    private static string RecordIn(string folder) => Path.Combine(folder, RunFolder.RecordName);
}
