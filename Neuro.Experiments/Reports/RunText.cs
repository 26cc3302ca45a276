using System.Text.Json;

namespace Neuro.Experiments.Reports;

/// <summary>Values of <c>run.json</c> as a reader wants them.</summary>
internal static class RunText
{
    /// <summary>A value by its path; empty when there is none.</summary>
    public static string Of(JsonElement record, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty(name, out record))
            {
                return string.Empty;
            }
        }

        return record.ValueKind switch
        {
            JsonValueKind.Null => string.Empty,
            JsonValueKind.String => record.GetString() ?? string.Empty,
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Number => Number(record.GetDouble()),
            _ => record.GetRawText(),
        };
    }

    /// <summary>A number with the digits that matter.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        _ when !double.IsFinite(value) => string.Empty,
        >= 1e15 => $"{value:G4}",
        >= 1000 or 0 => $"{value:#,0}",
        < 0.001 => $"{value:G3}",
        _ when Math.Abs(value - Math.Round(value)) < 1e-12 => $"{value:0}",
        _ => $"{value:G4}",
    };

    /// <summary>A moment, in the time of the record.</summary>
    public static string Moment(string text) => DateTimeOffset.TryParse(text, out var moment) ? $"{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : text;

    /// <summary>The command line of a run, such that a shell reads it as it was.</summary>
    public static string Command(JsonElement record) => record.TryGetProperty("commandLine", out var words) && words.ValueKind == JsonValueKind.Array
        ? string.Join(' ', words.EnumerateArray().Select(word => Quoted(word.GetString() ?? string.Empty)))
        : string.Empty;

    /// <summary>Where a run went on from checkpoints; empty when it ran in one go.</summary>
    public static string Resumes(JsonElement record) => record.TryGetProperty("resumes", out var resumes) && resumes.ValueKind == JsonValueKind.Array
        ? string.Join("; ", resumes.EnumerateArray().Select(resume => $"after {Of(resume, "trials")} trials, {Moment(Of(resume, "at"))}"))
        : string.Empty;

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_=./:,+@%".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
