using System.Globalization;
using System.Text.Json;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>The values of a table as JSON: numbers as text that loses nothing, null where absent.</summary>
internal static class ReaderValues
{
    public static void Write(Stream stream, IReadOnlyList<TestColumn> columns, int batch)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("batch", batch);
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Column.Name);
            json.WriteString("type", column.Column.Type.ToString());
            json.WriteBoolean("optional", column.Column.Optional);
            json.WriteStartArray("values");
            foreach (var value in column.Values())
            {
                json.WriteStringValue(Text(value));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string? Text(object? value) => value switch
    {
        // The shortest text that gives the same bits.
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => ((double)number).ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
