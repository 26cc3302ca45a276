using System.Globalization;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Sweeps;

/// <summary>Writes a table over runs for programs: a column for each statistic, numbers that read back as the same ones.</summary>
/// <remarks>
/// Columns: what differs, <c>n</c>, <c>not_completed</c>, then for each number <c>NAME_n</c>, <c>NAME_mean</c>, <c>NAME_sd</c>,
/// <c>NAME_min</c>, <c>NAME_max</c>, then <c>not_completed_runs</c>, their folders with <c>;</c> between them. What does not exist is empty.
/// </remarks>
internal static class RunTableCsv
{
    /// <summary>Writes the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(RunTable table, TextWriter output)
    {
        var measures = table.Measures;
        Row(output, [
            .. table.Keys, "n", "not_completed",
            .. measures.SelectMany(name => new[] { $"{name}_n", $"{name}_mean", $"{name}_sd", $"{name}_min", $"{name}_max" }),
            "not_completed_runs",
        ]);
        foreach (var group in table.Groups)
        {
            Row(output, [
                .. group.Values, $"{group.Completed.Count}", $"{group.Incomplete.Count()}",
                .. measures.SelectMany(name => group.Of(name) is { } spread
                    ? new[] { $"{spread.Count}", Number(spread.Mean), Number(spread.Deviation), Number(spread.Min), Number(spread.Max) }
                    : ["0", "", "", "", ""]),
                string.Join(';', group.Incomplete.Select(run => run.Folder)),
            ]);
        }
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? string.Empty;

    private static void Row(TextWriter output, IEnumerable<string> cells) => output.Write(string.Join(',', cells.Select(CsvText.Field)) + "\r\n");
}
