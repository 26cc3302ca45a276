using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>Apical potentials of one unit of each hidden layer: of one run before and after learning, of several runs, the first four, after it.</summary>
internal static class ApicalFigure
{
    private const int MostRuns = 4;

    public static FigureResult Draw(ReportData data)
    {
        var columns = Columns(data);
        var layers = columns.SelectMany(column => column.Trial.Populations).Where(population => population.Has("apical")).Select(population => population.Name).Distinct().ToList();
        return layers.Count == 0
            ? FigureResult.NotRecorded("apical potentials in a complete part of the table activity", "trace.activity.every")
            : new Figure($"Apical potentials: {data.Subject}", [.. layers.SelectMany(layer => columns.Select(column => Panel(data.Selection, column.Trial, layer, column.Title)))])
            {
                Columns = columns.Count,
                PlotWidth = 280,
                PlotHeight = 150,
                Note = "t  what the layer above sends, c  what interneurons or ghosts send to cancel it, t − c  what is left in the apical dendrite.",
            };
    }

    private static List<(string Title, ActivityTrial Trial)> Columns(ReportData data)
    {
        List<(string, ActivityTrial)> columns = [];
        if (data.Runs.Count == 1 && data.Selection.Trial is null && ActivityReading.FirstTrial(data.Runs[0].Folder) is { } first && data.Activity(data.Runs[0], first) is { } before)
        {
            columns.Add(($"trial {before.Trial}", before));
        }

        foreach (var run in data.Runs.Take(MostRuns))
        {
            if (data.Activity(run) is { } trial && !columns.Exists(column => data.Runs.Count == 1 && column.Item2.Trial == trial.Trial))
            {
                columns.Add((data.Runs.Count == 1 ? $"trial {trial.Trial}" : $"{run.Name}, trial {trial.Trial}", trial));
            }
        }

        return columns;
    }

    private static Panel Panel(FigureSelection selection, ActivityTrial trial, string layer, string title)
    {
        if (trial.Find(layer) is not { } population)
        {
            return new BlankPanel();
        }

        var unit = selection.Unit ?? population.Units[0];
        var (feedback, cancelled) = (population.Of("apical", unit), population.Of("cancel", unit));
        var left = feedback.Zip(cancelled, (t, c) => t - (double.IsNaN(c) ? 0 : c)).ToList();
        var steps = population.Steps.Select(step => (double)step).ToList();
        LineSeries[] lines = [Line("t", 0, feedback), Line("c", 1, cancelled), Line("t − c", 2, left)];
        return new PlotPanel(new Axis("step") { IsWhole = true, Least = trial.Phases[0].From, Most = trial.Phases[^1].To }, new Axis("apical potential"))
        {
            Title = $"{layer}, unit {unit}: {title}",
            Lines = [.. lines.Where(Curves.HasValues)],
            Regions = trial.Phases,
        };

        LineSeries Line(string name, int style, IReadOnlyList<double> values) => new(name, style, values.Count == 0 ? [] : steps, values);
    }
}
