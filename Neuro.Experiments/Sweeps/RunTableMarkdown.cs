namespace Neuro.Experiments.Sweeps;

/// <summary>Writes a table over runs for people: mean ± standard deviation [least, greatest].</summary>
/// <remarks>It has the numbers that most readers look for; <see cref="RunTableCsv"/> has all.</remarks>
internal static class RunTableMarkdown
{
    private static readonly string[] Shown = ["testAccuracy", "bestTestAccuracy", "trainAccuracy", "validationAccuracy", "loss", "seconds", "events", "bytes"];
    private static readonly string[] ShownOfLayers = [".alignment", ".errorRatio", ".cancellation", ".mimicry"];

    /// <summary>From here on numbers have no decimals.</summary>
    private const double Large = 10_000;
    private const double Rounded = 100;

    /// <summary>Writes the table, with its notes below.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(RunTable table, TextWriter output)
    {
        var measures = table.Shown;
        var incomplete = table.Groups.Any(group => group.Incomplete.Any());
        Row(output, [.. table.Keys, "n", .. incomplete ? ["not completed"] : Array.Empty<string>(), .. measures]);
        Row(output, [.. table.Keys.Select(_ => "---"), "--:", .. incomplete ? ["--:"] : Array.Empty<string>(), .. measures.Select(_ => "---")]);
        foreach (var group in table.Groups)
        {
            Row(output, [
                .. group.Values,
                $"{group.Completed.Count}",
                .. incomplete ? [$"{group.Incomplete.Count()}"] : Array.Empty<string>(),
                .. measures.Select(measure => Text(group.Of(measure), group.Completed.Count)),
            ]);
        }

        foreach (var (i, note) in table.Notes.Index())
        {
            output.WriteLine(i == 0 ? $"\n- {note}" : $"- {note}");
        }
    }

    /// <summary>Whether most readers look for a number.</summary>
    /// <param name="measure">Its name.</param>
    public static bool IsShown(string measure) => Shown.Contains(measure) || Array.Exists(ShownOfLayers, suffix => measure.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>A number of several runs in brief.</summary>
    /// <param name="spread">The number; null when no run has it.</param>
    /// <param name="runs">How many runs could have it.</param>
    public static string Text(Spread? spread, int runs)
    {
        if (spread is null)
        {
            return "-";
        }

        var few = spread.Count < runs ? $" (n = {spread.Count})" : string.Empty;
        if (spread.Deviation is not { } deviation)
        {
            return $"{Number(spread.Mean)}{few}";
        }

        var range = spread.Min < spread.Max ? $" [{Number(spread.Min)}, {Number(spread.Max)}]" : string.Empty;
        return $"{Number(spread.Mean)} ± {(deviation >= Rounded ? $"{deviation:0}" : $"{deviation:G2}")}{range}{few}";
    }

    private static string Number(double value) => Math.Abs(value) >= Large ? $"{value:0}" : $"{value:G4}";

    private static void Row(TextWriter output, IEnumerable<string> cells) =>
        output.WriteLine($"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |");
}
