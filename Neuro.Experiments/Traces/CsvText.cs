namespace Neuro.Experiments.Traces;

/// <summary>Comma-separated values as RFC 4180 has them.</summary>
internal static class CsvText
{
    /// <summary>A field, in quotes when it holds a comma, a quote or the end of a line.</summary>
    public static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
