using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Results;

/// <summary>What <c>run.json</c> holds: all that is needed to understand a run and to do it again.</summary>
internal sealed class RunRecord
{
    /// <summary>The version of the format. From 2 on what was recorded lies in tables.</summary>
    public const int FormatVersion = 2;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<EpochMetrics> _history = [];

    /// <summary>The name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The resolved configuration.</summary>
    public required Settings Settings { get; init; }

    /// <summary>The data set; null of a study, which has none.</summary>
    public required DataSet? Data { get; init; }

    /// <summary>The name of the study; null of a training.</summary>
    public string? Study { get; init; }

    /// <summary>The command line, without the name of the program.</summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Where it went on from checkpoints.</summary>
    public IReadOnlyList<ResumeNote> Resumes { get; init; } = [];

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>How it stands.</summary>
    public RunStatus Status { get; set; } = RunStatus.Running;

    /// <summary>What failed, in a line; null when nothing did.</summary>
    public string? Failure { get; set; }

    /// <summary>What came out; null before the end.</summary>
    public RunResult? Result { get; set; }

    /// <summary>What came out of a study; null before the end, and of a training.</summary>
    public StudyOutcome? Outcome { get; set; }

    /// <summary>What was recorded; null before the end.</summary>
    public TraceSummary? Trace { get; set; }

    /// <summary>The folder of the run; null before it is made.</summary>
    public string? Folder { get; set; }

    /// <summary>The version of the program.</summary>
    public static string Version { get; } =
        typeof(RunRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Adds an epoch.</summary>
    public void Add(EpochMetrics metrics) => _history.Add(metrics);

    /// <summary>The file as it should be now.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("format", "neuro-run");
            writer.WriteNumber("formatVersion", FormatVersion);
            WriteCourse(writer);
            WriteOrigin(writer);
            WriteData(writer);
            writer.WritePropertyName("configuration");
            writer.WriteRawValue(Settings.Tree.ToJson(indented: true));
            WriteOutcome(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void WriteCourse(Utf8JsonWriter writer)
    {
        writer.WriteString("experiment", Experiment);
        if (Study is not null)
        {
            writer.WriteString("study", Study);
        }

        writer.WriteString("status", Status.ToString().ToLowerInvariant());
        writer.WriteString("started", Started.UtcDateTime);
        if (Ended is { } ended)
        {
            writer.WriteString("ended", ended.UtcDateTime);
        }
        else
        {
            writer.WriteNull("ended");
        }

        writer.WriteString("failure", Failure);
        writer.WriteNumber("seed", Settings.Get(NeuroKeys.Seed));
        WriteCommandLine(writer, CommandLine);
        writer.WriteStartArray("resumes");
        foreach (var resume in Resumes)
        {
            writer.WriteStartObject();
            writer.WriteNumber("trials", resume.Trials);
            writer.WriteString("at", resume.At.UtcDateTime);
            WriteCommandLine(writer, resume.CommandLine);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCommandLine(Utf8JsonWriter writer, IReadOnlyList<string> arguments)
    {
        writer.WriteStartArray("commandLine");
        foreach (var argument in arguments)
        {
            writer.WriteStringValue(argument);
        }

        writer.WriteEndArray();
    }

    private static void WriteOrigin(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("versions");
        writer.WriteString("neuro", Version);
        writer.WriteString("dotnet", RuntimeInformation.FrameworkDescription);
        writer.WriteString("os", RuntimeInformation.OSDescription);
        writer.WriteEndObject();
        writer.WriteStartObject("machine");
        writer.WriteString("processor", Machine.Here.Processor);
        writer.WriteNumber("cores", Machine.Here.Cores);
        writer.WriteString("architecture", Machine.Here.Architecture);
        writer.WriteString("vectors", Machine.Here.Vectors);
        writer.WriteEndObject();
    }

    private void WriteData(Utf8JsonWriter writer)
    {
        if (Data is null)
        {
            writer.WriteNull("data");
            return;
        }

        writer.WriteStartObject("data");
        writer.WriteString("name", Data.Name);
        writer.WriteString("origin", Data.Origin);
        writer.WriteBoolean("verified", Data.Verified);
        writer.WriteNumber("train", Data.Train.Count);
        writer.WriteNumber("test", Data.Test.Count);
        writer.WriteStartArray("checksums");
        foreach (var checksum in Data.Checksums)
        {
            writer.WriteStartObject();
            writer.WriteString("file", checksum.File);
            writer.WriteString("sha256", checksum.Sha256);
            writer.WriteString("contentSha256", checksum.ContentSha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteOutcome(Utf8JsonWriter writer)
    {
        if (Result is { } result)
        {
            writer.WriteStartObject("result");
            ResultWriter.WriteFields(writer, result, Folder ?? string.Empty);
            writer.WriteEndObject();
        }
        else if (Outcome is { } outcome)
        {
            writer.WriteStartObject("result");
            StudyOutcomeWriter.WriteFields(writer, outcome, Folder ?? string.Empty);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("result");
        }

        WriteTrace(writer);
        writer.WriteStartArray("history");
        foreach (var metrics in _history)
        {
            ResultWriter.WriteEpoch(writer, metrics);
        }

        writer.WriteEndArray();
        writer.WriteString("stateHash", Result?.StateHash ?? Outcome?.Hash);
    }

    private void WriteTrace(Utf8JsonWriter writer)
    {
        if (Trace is not { } trace)
        {
            writer.WriteNull("trace");
            return;
        }

        writer.WriteStartObject("trace");
        writer.WriteNumber("trials", trace.Trials);
        writer.WriteStartObject("rows");
        foreach (var (table, rows) in trace.Rows)
        {
            writer.WriteNumber(table, rows);
        }

        writer.WriteEndObject();
        writer.WriteNumber("bytes", trace.Bytes);
        writer.WriteNumber("droppedTrials", trace.DroppedTrials);
        writer.WriteNumber("waitedSeconds", trace.WaitedSeconds);
        writer.WriteEndObject();
    }
}
