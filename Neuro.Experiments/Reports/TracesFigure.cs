using Neuro.Experiments.Charts;
using Neuro.Experiments.Configuration;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Reports;

/// <summary>One unit of each population through a trial.</summary>
internal static class TracesFigure
{
    private static readonly (string Title, string Axis, (string Variable, string Name, int Style)[] Lines)[] Columns =
    [
        ("feedback", "current", [("apical", "t  feedback", 0), ("cancel", "c  cancellation", 1)]),
        ("error", "error", [("error", "e  error", 2)]),
        ("state", "state", [("state", "s  state", 6)]),
    ];

    private const int GhostStyle = 4;

    public static FigureResult Draw(ReportData data)
    {
        if (data.Runs.Select(run => (Run: run, Trial: data.Activity(run))).FirstOrDefault(found => found.Trial is not null) is not (var run, { } trial))
        {
            return FigureResult.NotRecorded("a complete part of the table activity", "trace.activity.every");
        }

        // Populations that only stand for others are seen beside these.
        var ghosts = run.Network.Populations.OfType<GhostSpec>().Select(ghost => ghost.Name).ToHashSet();
        var shown = trial.Populations.Where(population => data.Selection.Population is null ? !ghosts.Contains(population.Name) : population.Name == data.Selection.Population)
            .Select(population => (population, unit: data.Selection.Unit ?? population.Units[0]))
            .Where(row => row.population.Units.Contains(row.unit))
            .ToList();
        if (shown.Count == 0)
        {
            throw new ConfigurationException(
                $"{run.Folder}: --unit {data.Selection.Unit}, --population {data.Selection.Population ?? "any"}: found none recorded, expected one of {string.Join("; ", trial.Populations.Select(p => $"{p.Name}: {string.Join(", ", p.Units)}"))}");
        }

        var rows = shown.Select(row => Columns.Select(column => Lines(run, trial, row.population, row.unit, column.Lines)).ToList()).ToList();
        var columns = Enumerable.Range(0, Columns.Length).Where(column => rows.Exists(row => row[column].Count > 0)).ToList();
        return new Figure(
            $"One unit of each population through trial {trial.Trial}: {run.Subject}",
            [.. rows.SelectMany((row, at) => columns.Select(column => Panel(trial, $"{shown[at].population.Name}, unit {shown[at].unit}: {Columns[column].Title}", Columns[column].Axis, row[column])))])
        {
            Columns = columns.Count, PlotWidth = 210, PlotHeight = 140, Note = $"Run {run.Name}, trial {trial.Trial}, sample {trial.Sample} of the batch. A step is {run.Network.TimeStep} ms; step 0 is where the trial begins.",
        };
    }

    private static List<LineSeries> Lines(ReportRun run, ActivityTrial trial, ActivityOfPopulation population, int unit, (string Variable, string Name, int Style)[] lines)
    {
        var found = lines.Select(line => Line(population, line.Variable, line.Name, line.Style, unit)).ToList();
        if (lines[0].Variable == "state" && trial.Find(GhostOf(run, population.Name)) is { } ghost)
        {
            found.Add(Line(ghost, "state", "g  state of its ghost", GhostStyle, unit));
        }

        return [.. found.Where(Curves.HasValues)];
    }

    private static LineSeries Line(ActivityOfPopulation population, string variable, string name, int style, int unit)
    {
        var values = population.Of(variable, unit);
        return new LineSeries(name, style, values.Count == 0 ? [] : [.. population.Steps.Select(step => (double)step)], values);
    }

    /// <summary>The ghosts that are taught by a population stand for its units, one to one; null when there are none.</summary>
    private static string? GhostOf(ReportRun run, string population) => run.Network.Projections.FirstOrDefault(p => p.Port == Port.Teach && p.Source == population)?.Target;

    private static Panel Panel(ActivityTrial trial, string title, string axis, IReadOnlyList<LineSeries> lines)
    {
        var (first, last) = (trial.Phases[0].From, trial.Phases[^1].To);
        return lines.Count == 0
            ? new BlankPanel()
            : new PlotPanel(new Axis("step") { IsWhole = true, Least = first, Most = Math.Max(last, first + 1) }, new Axis(axis)) { Title = title, Lines = lines, Regions = trial.Phases };
    }
}
