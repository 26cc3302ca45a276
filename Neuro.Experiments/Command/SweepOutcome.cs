using System.Text.Json;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Command;

/// <summary>What became of the cells of a sweep.</summary>
/// <param name="cells">How many there are.</param>
internal sealed class SweepOutcome(int cells)
{
    /// <summary>Run to the end just now.</summary>
    public List<SweepCell> Completed { get; } = [];

    /// <summary>Found finished.</summary>
    public List<SweepCell> Finished { get; } = [];

    /// <summary>Left to another process that was running them.</summary>
    public List<SweepCell> Elsewhere { get; } = [];

    /// <summary>Failed, and why.</summary>
    public List<(SweepCell Cell, string Why)> Failed { get; } = [];

    /// <summary>Whether the sweep was ended early.</summary>
    public bool Interrupted { get; set; }

    /// <summary>Cells that are left to be run.</summary>
    public int Left => cells - Completed.Count - Finished.Count - Elsewhere.Count - Failed.Count;

    /// <summary>In one line.</summary>
    public string Text => string.Join(", ", new[]
    {
        $"{Completed.Count} of {cells} runs done now",
        Finished.Count > 0 ? $"{Finished.Count} finished before" : string.Empty,
        Elsewhere.Count > 0 ? $"{Elsewhere.Count} left to another process" : string.Empty,
        Failed.Count > 0 ? $"{Failed.Count} failed" : string.Empty,
        Left > 0 ? $"{Left} left" : string.Empty,
    }.Where(part => part.Length > 0));

    /// <summary>Writes the fields of the last line of <c>--json</c>.</summary>
    /// <param name="writer">Stands in an object.</param>
    /// <param name="experiment">The name of the experiment.</param>
    /// <param name="folder">The folder of the sweep.</param>
    /// <param name="whole">How many cells all shards have together.</param>
    public void Write(Utf8JsonWriter writer, string experiment, string folder, int whole)
    {
        writer.WriteString("experiment", experiment);
        writer.WriteString("sweep", folder);
        writer.WriteNumber("sweepRuns", whole);
        writer.WriteNumber("runs", cells);
        Names(writer, "completed", Completed);
        Names(writer, "finishedBefore", Finished);
        Names(writer, "elsewhere", Elsewhere);
        writer.WriteStartArray("failed");
        foreach (var (cell, why) in Failed)
        {
            writer.WriteStartObject();
            writer.WriteString("run", cell.Name);
            writer.WriteString("failure", why);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("left", Left);
        writer.WriteBoolean("interrupted", Interrupted);
    }

    private static void Names(Utf8JsonWriter writer, string name, List<SweepCell> some)
    {
        writer.WriteStartArray(name);
        some.ForEach(cell => writer.WriteStringValue(cell.Name));
        writer.WriteEndArray();
    }
}
