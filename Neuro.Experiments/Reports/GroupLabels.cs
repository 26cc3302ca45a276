using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Reports;

/// <summary>Names groups of runs by what tells them apart, as briefly as may be: a legend has little room, and the table of the configuration has the rest.</summary>
internal static class GroupLabels
{
    private const string Experiment = "experiment";

    /// <summary>The label of each group; null for a group that is alone.</summary>
    public static IReadOnlyList<string?> Of(RunTable table)
    {
        if (table.Groups.Count == 1)
        {
            return [null];
        }

        // Again and again the key that tells most groups apart, until all are.
        List<int> chosen = [];
        while (Distinct(table, chosen) < table.Groups.Count)
        {
            chosen.Add(Enumerable.Range(0, table.Keys.Count).Except(chosen).MaxBy(key => Distinct(table, [.. chosen, key])));
        }

        chosen.Sort();
        return [.. table.Groups.Select(group => string.Join(", ", chosen.Select(key => table.Keys[key] == Experiment ? group.Values[key] : $"{table.Keys[key]} = {group.Values[key]}")))];
    }

    private static int Distinct(RunTable table, IReadOnlyList<int> keys) => table.Groups.Select(group => string.Join('\n', keys.Select(key => group.Values[key]))).Distinct().Count();
}
