using System.Text.Json;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Command;

/// <summary>Writes what <c>neuro trace info</c> tells, as JSON.</summary>
internal static class TraceInfoJson
{
    /// <summary>Writes the fields.</summary>
    /// <param name="writer">Stands in an object.</param>
    /// <param name="run">The folder of the run.</param>
    /// <param name="experiment">What was run; null when there is no record.</param>
    /// <param name="status">How it stands.</param>
    /// <param name="tables">Its tables.</param>
    public static void Write(Utf8JsonWriter writer, string run, string? experiment, string? status, IReadOnlyList<TraceTable> tables)
    {
        writer.WriteString("run", run);
        writer.WriteString("experiment", experiment);
        writer.WriteString("status", status);
        writer.WriteStartArray("tables");
        foreach (var table in tables)
        {
            writer.WriteStartObject();
            writer.WriteString("name", table.Name);
            writer.WriteNumber("rows", table.Rows);
            writer.WriteNumber("parts", table.Parts.Count);
            writer.WriteNumber("rowGroups", table.Footers.Sum(part => part.RowGroups.Count));
            writer.WriteNumber("bytes", table.Footers.Sum(part => part.Bytes));
            writer.WriteStartArray("columns");
            foreach (var column in ColumnSummary.Of(table))
            {
                Write(writer, column);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("metadata");
            foreach (var (name, value) in ColumnSummary.Metadata(table))
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ColumnSummary column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Column.Name);
        writer.WriteString("type", column.Column.Type.ToString().ToLowerInvariant());
        writer.WriteBoolean("optional", column.Column.Optional);
        writer.WriteString("encoding", string.Join(", ", column.Encodings));
        writer.WriteNumber("absent", column.Absent);
        Extreme(writer, "least", column.Least);
        Extreme(writer, "largest", column.Largest);
        writer.WriteNumber("bytes", column.Bytes);
        writer.WriteEndObject();
    }

    private static void Extreme(Utf8JsonWriter writer, string name, object? value)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value is double or float && !double.IsFinite(Convert.ToDouble(value)) ? $"{value}" : value);
    }
}
