using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Reports;

/// <summary>All that figures are drawn from: runs in groups, and what of their activity is meant.</summary>
internal sealed class ReportData
{
    private readonly Dictionary<(ReportRun Run, FigureSelection Selection), ActivityTrial?> _activity = [];

    private readonly Dictionary<object, DataSet> _sets = [];
    private readonly Func<string, string?> _environment;

    private ReportData(IReadOnlyList<ReportGroup> groups, FigureSelection selection, Func<string, string?>? environment)
    {
        _environment = environment ?? (_ => null);
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
            var sets = Runs.Where(run => run.Outcome.Study == StudyKind.None).Select(run => run.Outcome.Settings.Get(Running.NeuroKeys.DataSet)).Distinct().ToList();
            return string.Join(", ", experiments) + (sets.Count == 0 ? string.Empty : $" on {string.Join(", ", sets)}");
        }
    }

    /// <summary>Reads the records of runs.</summary>
    /// <param name="folders">The folders of runs, or of runs in folders.</param>
    /// <param name="selection">What of the activity is meant.</param>
    /// <param name="environment">Gives the value of an environment variable, or null: where data sets are; null for none.</param>
    /// <exception cref="ConfigurationException">One is no folder of a run.</exception>
    public static ReportData Of(IEnumerable<string> folders, FigureSelection selection, Func<string, string?>? environment = null) =>
        Of(RunTable.Of(RunFinder.Find(folders)), selection, environment);

    /// <summary>Reads the records of the runs of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="selection">What of the activity is meant.</param>
    /// <param name="environment">Gives the value of an environment variable, or null: where data sets are; null for none.</param>
    /// <exception cref="ConfigurationException">One cannot be read any more.</exception>
    public static ReportData Of(RunTable table, FigureSelection selection, Func<string, string?>? environment = null) => new(
            [.. table.Groups.Select((group, at) => new ReportGroup(
                GroupLabels.Of(table)[at],
                at,
                [.. group.Runs.Select(run => new ReportRun(run))]))],
            selection,
            environment);

    /// <summary>The runs of a study, or those of trainings.</summary>
    /// <param name="study">The study; none for trainings.</param>
    public ReportData Only(StudyKind study) => Runs.All(run => run.Outcome.Study == study)
        ? this
        : new ReportData([.. Groups.Where(group => group.Runs[0].Outcome.Study == study)], Selection, _environment);

    /// <summary>The recorded activity of the trial that is meant.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Null when none was recorded.</returns>
    public ActivityTrial? Activity(ReportRun run) => Activity(run, Selection);

    /// <summary>The recorded activity of another trial.</summary>
    /// <param name="run">The run.</param>
    /// <param name="trial">The trial.</param>
    /// <returns>Null when none was recorded.</returns>
    public ActivityTrial? Activity(ReportRun run, long trial) => Activity(run, Selection with { Trial = trial });

    /// <summary>The data set of a run, read once for all runs on it.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="DataException">It is not there, or cannot be read.</exception>
    /// <exception cref="ConfigurationException">It is another than the run had.</exception>
    public DataSet DataSetOf(ReportRun run)
    {
        var key = Running.DataConfiguration.Key(run.Outcome.Settings);
        if (!_sets.TryGetValue(key, out var data))
        {
            _sets.Add(key, data = Running.DataConfiguration.Load(run.Outcome.Settings, _environment));
        }

        run.Check(data);
        return data;
    }

    private ActivityTrial? Activity(ReportRun run, FigureSelection selection)
    {
        if (!_activity.TryGetValue((run, selection), out var trial))
        {
            _activity[(run, selection)] = trial = ActivityReading.Of(run.Folder, selection);
        }

        return trial;
    }

    private static string Counted(ReportGroup group) =>
        $"{(group.Label is null ? string.Empty : $"{group.Label}: ")}{(group.Runs.Count == 1 ? "seed" : "seeds")} {string.Join(", ", group.Runs.Select(run => run.Outcome.Seed))}";
}
