using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Sweeps;

/// <summary>Many runs, summed up over seeds: a row for each configuration.</summary>
internal sealed class RunTable
{
    private const string Experiment = "experiment";
    private const string Recording = "trace.";

    /// <summary>Keys whose values make no other configuration: seeds are summed over, and the others change nothing that is run.</summary>
    private static readonly ConfigurationKey[] Ignored = [NeuroKeys.Seed, NeuroKeys.Out, NeuroKeys.DataRoot, NeuroKeys.Summary, NeuroKeys.Paper];

    private RunTable(IReadOnlyList<string> keys, IReadOnlyList<RunGroup> groups) => (Keys, Groups) = (keys, groups);

    /// <summary>What differs among the runs: <c>experiment</c>, and configuration keys.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<RunGroup> Groups { get; }

    /// <summary>The numbers that some completed run has, in the order in which records have them; those of layers last, from below.</summary>
    public IReadOnlyList<string> Measures =>
    [
        .. Groups.SelectMany(group => group.Completed).SelectMany(run => run.Values.Keys).Distinct()
            .OrderBy(name => name.IndexOf('.', StringComparison.Ordinal)).ThenBy(name => name.Contains('.', StringComparison.Ordinal) ? name.Split('.')[0] : string.Empty, StringComparer.Ordinal),
    ];

    /// <summary>Of the numbers those that most readers look for; all that studies sum themselves up with.</summary>
    public IReadOnlyList<string> Shown
    {
        get
        {
            var ofStudies = Groups.SelectMany(group => group.Completed).Where(run => run.Study != StudyKind.None).SelectMany(run => run.Values.Keys).ToHashSet(StringComparer.Ordinal);
            return [.. Measures.Where(name => RunTableMarkdown.IsShown(name) || ofStudies.Contains(name))];
        }
    }

    /// <summary>What a reader of the table must know beside its numbers, a sentence each.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. Groups.SelectMany(group => group.Incomplete).Select(run =>
            $"Not completed, and in no number above: {run.Folder} ({run.Status.ToString().ToLowerInvariant()}{(run.Failure is null ? string.Empty : $": {run.Failure}")})."),
        .. Groups.SelectMany(group => group.SeedsTwice.Select(seed => (group, seed))).Select(twice =>
            $"Seed {twice.seed} counts more than once: {string.Join(", ", twice.group.Completed.Where(run => run.Seed == twice.seed).Select(run => run.Folder))}."),
    ];

    /// <summary>Reads the runs.</summary>
    /// <param name="folders">The folders of runs.</param>
    /// <exception cref="ConfigurationException">One is no folder of a run.</exception>
    public static RunTable Of(IEnumerable<string> folders)
    {
        List<RunOutcome> runs = [.. folders.Select(RunOutcome.Read)];
        List<string> keys = [];
        if (runs.Select(run => run.Experiment).Distinct().Count() > 1)
        {
            keys.Add(Experiment);
        }

        List<ConfigurationKey> differing =
            [.. NeuroKeys.Schema.Keys.Where(key => !IsIgnored(key) && runs.Select(run => run.Settings.Find(key).Canonical).Distinct().Count() > 1)];
        keys.AddRange(differing.Select(key => key.Path.ToString()));
        var groups = runs
            .GroupBy(run => string.Join('\n', Values(run, keys, differing)))
            .Select(group => new RunGroup(Values(group.First(), keys, differing), [.. group.OrderBy(run => run.Seed)]))
            .Order(Comparer<RunGroup>.Create((left, right) => Compare(left.Values, right.Values)));
        return new RunTable(keys, [.. groups]);
    }

    /// <summary>What is recorded of a run changes nothing that is run.</summary>
    private static bool IsIgnored(ConfigurationKey key) => Ignored.Contains(key) || $"{key.Path}".StartsWith(Recording, StringComparison.Ordinal);

    private static IReadOnlyList<string> Values(RunOutcome run, List<string> keys, List<ConfigurationKey> differing) =>
        [.. keys.Take(keys.Count - differing.Count).Select(_ => run.Experiment), .. differing.Select(key => run.Settings.Find(key).Canonical)];

    /// <summary>Numbers by size, lists by their elements, whatever is neither by its characters.</summary>
    private static int Compare(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            var order =
                double.TryParse(left[i], out var a) && double.TryParse(right[i], out var b) ? a.CompareTo(b)
                : left[i].StartsWith('[') && right[i].StartsWith('[') ? Compare(TopLevel.Split(left[i][1..^1]), TopLevel.Split(right[i][1..^1]))
                : string.CompareOrdinal(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count - right.Count;
    }
}
