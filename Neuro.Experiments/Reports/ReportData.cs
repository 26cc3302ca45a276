using Neuro.Experiments.Configuration;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Reports;

/// <summary>All that figures are drawn from: runs in groups, and what of their activity is meant.</summary>
internal sealed class ReportData
{
    private readonly Dictionary<(ReportRun Run, FigureSelection Selection), ActivityTrial?> _activity = [];

    private ReportData(IReadOnlyList<ReportGroup> groups, FigureSelection selection)
    {
        Groups = groups;
        Selection = selection;
        Runs = [.. groups.SelectMany(group => group.Runs)];
    }

    /// <summary>The runs, by what differs among them but the seed.</summary>
    public IReadOnlyList<ReportGroup> Groups { get; }

    /// <summary>All runs.</summary>
    public IReadOnlyList<ReportRun> Runs { get; }

    /// <summary>What of the activity is meant.</summary>
    public FigureSelection Selection { get; }

    /// <summary>Whether there is one group, whose series need not be told apart by it.</summary>
    public bool IsOneGroup => Groups.Count == 1;

    /// <summary>What a reader must know of lines over several runs; empty when each is one run.</summary>
    public string Note => Groups.All(group => group.Runs.Count == 1)
        ? string.Empty
        : $"Mean over runs that differ in the seed alone ({string.Join("; ", Groups.Select(Counted))}); bands reach from the least to the largest.";

    /// <summary>Which runs, in a few words.</summary>
    public string Subject
    {
        get
        {
            var experiments = Runs.Select(run => run.Outcome.Experiment).Distinct().ToList();
            var sets = Runs.Select(run => run.Outcome.Settings.Get(Running.NeuroKeys.DataSet)).Distinct().ToList();
            return $"{string.Join(", ", experiments)} on {string.Join(", ", sets)}";
        }
    }

    /// <summary>Reads the records of runs.</summary>
    /// <param name="folders">The folders of runs, or of runs in folders.</param>
    /// <param name="selection">What of the activity is meant.</param>
    /// <exception cref="ConfigurationException">One is no folder of a run.</exception>
    public static ReportData Of(IEnumerable<string> folders, FigureSelection selection) => Of(RunTable.Of(RunFinder.Find(folders)), selection);

    /// <summary>Reads the records of the runs of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="selection">What of the activity is meant.</param>
    /// <exception cref="ConfigurationException">One cannot be read any more.</exception>
    public static ReportData Of(RunTable table, FigureSelection selection) => new(
            [.. table.Groups.Select((group, at) => new ReportGroup(
                GroupLabels.Of(table)[at],
                at,
                [.. group.Runs.Select(run => new ReportRun(run))]))],
            selection);

    /// <summary>The recorded activity of the trial that is meant.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Null when none was recorded.</returns>
    public ActivityTrial? Activity(ReportRun run)
    {
        if (!_activity.TryGetValue((run, Selection), out var trial))
        {
            _activity[(run, Selection)] = trial = ActivityReading.Of(run.Folder, Selection);
        }

        return trial;
    }

    private static string Counted(ReportGroup group) =>
        $"{(group.Label is null ? string.Empty : $"{group.Label}: ")}{(group.Runs.Count == 1 ? "seed" : "seeds")} {string.Join(", ", group.Runs.Select(run => run.Outcome.Seed))}";
}
