using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;

namespace Neuro.Experiments.Results;

/// <summary>The folder of a run, as it is read again.</summary>
internal sealed class RecordedRun
{
    private readonly JsonElement _record;

    private RecordedRun(string folder, JsonElement record)
    {
        Folder = folder;
        _record = record;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The file that was read.</summary>
    public string File => Path.Combine(Folder, RunFolder.RecordName);

    /// <summary>The name of the experiment.</summary>
    public string Experiment => Text("experiment");

    /// <summary>The configuration, as JSON.</summary>
    public string Configuration => Property("configuration").GetRawText();

    /// <summary>The hash of the final state; null when the run never came to an end.</summary>
    public string? StateHash => _record.TryGetProperty("stateHash", out var hash) && hash.ValueKind == JsonValueKind.String ? hash.GetString() : null;

    /// <summary>Test accuracy after each epoch, per cent.</summary>
    public IReadOnlyList<double> TestAccuracies =>
        [.. Property("history").EnumerateArray().Select(epoch => epoch.GetProperty("testAccuracy").GetDouble())];

    /// <summary>Reads the record in a folder.</summary>
    /// <param name="folder">The folder of a run.</param>
    /// <exception cref="ConfigurationException">There is none, or it is no record of a run.</exception>
    public static RecordedRun Open(string folder)
    {
        var file = Path.Combine(folder, RunFolder.RecordName);
        try
        {
            var record = JsonDocument.Parse(System.IO.File.ReadAllBytes(file)).RootElement.Clone();
            if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty("format", out var format) && format.ValueEquals("neuro-run"))
            {
                return new RecordedRun(folder, record);
            }

            throw new ConfigurationException($"{file}: found a file without \"format\": \"neuro-run\", expected the record of a run");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file}: found none that can be read ({e.Message.TrimEnd('.')}), expected the record of a run", e);
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{file}: found no JSON ({e.Message.TrimEnd('.')}), expected the record of a run", e);
        }
    }

    /// <summary>The decision log of the run.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public byte[] Decisions()
    {
        var file = Path.Combine(Folder, RunFolder.DecisionsName);
        try
        {
            return System.IO.File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file}: found none that can be read ({e.Message.TrimEnd('.')}), expected the decisions of a run with schedule.kind = live", e);
        }
    }

    /// <summary>Refuses data that are not those of the run.</summary>
    /// <exception cref="ConfigurationException">A checksum differs.</exception>
    public void Check(DataSet data)
    {
        var recorded = Property("data").GetProperty("checksums").EnumerateArray().Select(c => c.GetProperty("contentSha256").GetString());
        if (!recorded.SequenceEqual(data.Checksums.Select(c => c.ContentSha256)))
        {
            throw new ConfigurationException($"{File}: data set {data.Name}: found other checksums than those of the run, expected the same files");
        }
    }

    private string Text(string name) => Property(name) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw new ConfigurationException($"{File}: key '{name}': found no text, expected one");

    private JsonElement Property(string name) => _record.TryGetProperty(name, out var property)
        ? property
        : throw new ConfigurationException($"{File}: found no key '{name}', expected the record of a run");
}
