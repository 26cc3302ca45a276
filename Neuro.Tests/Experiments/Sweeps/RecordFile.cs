using System.Text;
using System.Text.Json.Nodes;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Sweeps;

/// <summary>Writes records of runs that never were.</summary>
internal static class RecordFile
{
    /// <summary>Writes <c>run.json</c> into a folder of its own.</summary>
    /// <param name="root">Where.</param>
    /// <param name="name">The folder.</param>
    /// <param name="configuration">The configuration, as HOCON that is JSON.</param>
    /// <param name="result">The result, as JSON; null for none.</param>
    /// <param name="status">How the run stands.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="failure">What failed.</param>
    /// <returns>The folder.</returns>
    public static string Write(
        TemporaryFolder root, string name, string configuration, string? result, string status = "completed", string experiment = "e", string? failure = null)
    {
        var record = new JsonObject
        {
            ["format"] = "neuro-run",
            ["formatVersion"] = Neuro.Experiments.Results.RunRecord.FormatVersion,
            ["experiment"] = experiment,
            ["status"] = status,
            ["failure"] = failure,
            ["started"] = "2026-02-03T04:05:06Z",
            ["commandLine"] = new JsonArray(),
            ["data"] = new JsonObject { ["checksums"] = new JsonArray() },
            ["configuration"] = JsonNode.Parse(configuration),
            ["result"] = result is null ? null : JsonNode.Parse(result),
            ["history"] = new JsonArray(),
            ["stateHash"] = null,
        };
        return Path.GetDirectoryName(root.Write(Path.Combine(name, "run.json"), Encoding.UTF8.GetBytes(record.ToJsonString())))!;
    }

    /// <summary>A result with a test accuracy, a loss and the alignment of a layer.</summary>
    public static string Result(double accuracy, double? loss = 0.5, double? alignment = 0.25, string layer = "hidden1") =>
        $$"""{"testAccuracy":{{accuracy}},"loss":{{Text(loss)}},"layers":[{"name":"{{layer}}","alignment":{{Text(alignment)}},"mimicry":null}]}""";

    private static string Text(double? number) => number is { } some ? $"{some}" : "null";
}
