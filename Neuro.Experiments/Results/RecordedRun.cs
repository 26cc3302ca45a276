using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>The folder of a run, as it is read again.</summary>
internal sealed class RecordedRun
{
    private RecordedRun(string folder, JsonElement record)
    {
        Folder = folder;
        Experiment = record.GetProperty("experiment").GetString() ?? throw new FormatException("experiment: found null, expected a name");
        Status = Enum.TryParse<RunStatus>(record.GetProperty("status").GetString(), ignoreCase: true, out var status)
            ? status
            : throw new FormatException($"status: found {record.GetProperty("status")}, expected one of {string.Join(", ", Enum.GetNames<RunStatus>()).ToLowerInvariant()}");
        Configuration = record.GetProperty("configuration").GetRawText();
        WasTold = record.GetProperty("configuration").TryGetProperty("trace", out _);
        Failure = record.TryGetProperty("failure", out var failure) ? failure.GetString() : null;
        Result = record.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object ? result : null;
        StateHash = record.TryGetProperty("stateHash", out var hash) ? hash.GetString() : null;
        Checksums = [.. record.GetProperty("data").GetProperty("checksums").EnumerateArray().Select(c => c.GetProperty("contentSha256").GetString())];
        TestAccuracies = [.. record.GetProperty("history").EnumerateArray().Select(epoch => epoch.GetProperty("testAccuracy").GetDouble())];
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The file that was read.</summary>
    public string File => RecordIn(Folder);

    /// <summary>The name of the experiment.</summary>
    public string Experiment { get; }

    /// <summary>How the run stands; one that was killed still says that it goes on.</summary>
    public RunStatus Status { get; }

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

    /// <summary>Whether the configuration says what was recorded of the activity; runs of earlier versions do not.</summary>
    private bool WasTold { get; }

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
            return record.GetProperty("format").GetString() == "neuro-run"
                ? new RecordedRun(folder, record)
                : throw new FormatException("format: found another one, expected neuro-run");
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

    /// <summary>The decision logs of the run, one of each replica.</summary>
    /// <param name="replicas">How many replicas there were.</param>
    /// <exception cref="ConfigurationException">One is not there.</exception>
    public IReadOnlyList<byte[]> Decisions(int replicas) => [.. Enumerable.Range(0, replicas).Select(Log)];

    /// <summary>The activity of the run; null when none was recorded.</summary>
    /// <param name="selection">What the configuration says is recorded; null for nothing.</param>
    /// <exception cref="ConfigurationException">There should be one and is none, or it cannot be used.</exception>
    public ActivityReader? Activity(ActivitySelection? selection)
    {
        var file = Path.Combine(Folder, RunFolder.ActivityName);
        return (selection is not null && WasTold) || System.IO.File.Exists(file) ? ActivityReader.Open(file) : null;
    }

    /// <summary>Refuses activity of fewer trials than the run had.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="trials">Trials of the run.</param>
    /// <exception cref="ConfigurationException">A run that came to its end has less activity than that.</exception>
    public void CheckWhole(ActivityReader activity, long trials)
    {
        var expected = (trials + activity.Selection.Every - 1) / activity.Selection.Every;
        if (StateHash is not null && (activity.IsCut || activity.Trials != expected))
        {
            throw new ConfigurationException(
                $"{Path.Combine(Folder, RunFolder.ActivityName)}: found the activity of {activity.Trials} trials{(activity.IsCut ? " and a part of a block" : string.Empty)}, expected that of {expected}: the file was cut or edited");
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

    private byte[] Log(int replica)
    {
        var file = Path.Combine(Folder, RunFolder.DecisionsOf(replica));
        try
        {
            return System.IO.File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file}: found none that can be read ({e.Message.TrimEnd('.')}), expected the decisions of a run with schedule.kind = live", e);
        }
    }

    private static string RecordIn(string folder) => Path.Combine(folder, RunFolder.RecordName);
}
