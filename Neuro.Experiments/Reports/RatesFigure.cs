using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>Rates of all recorded units through a trial: a map for each population.</summary>
internal static class RatesFigure
{
    public static FigureResult Draw(ReportData data)
    {
        foreach (var run in data.Runs)
        {
            if (data.Activity(run) is not { } trial)
            {
                continue;
            }

            var populations = trial.Populations.Where(p => (data.Selection.Population is null || p.Name == data.Selection.Population) && p.Has("rate")).ToList();
            if (populations.Count > 0)
            {
                return new Figure($"Rates through trial {trial.Trial}: {run.Subject}", [.. populations.Select(Panel)])
                {
                    PlotWidth = 250, PlotHeight = 170, Note = $"Run {run.Name}, trial {trial.Trial}, sample {trial.Sample} of the batch. A step is {run.Network.TimeStep} ms. Only recorded units are shown.",
                };
            }
        }

        return FigureResult.NotRecorded("rates in a complete part of the table activity", "trace.activity.every");
    }

    private static HeatMapPanel Panel(ActivityOfPopulation population)
    {
        var (rows, columns) = (AreConsecutive(population.Units), AreConsecutive(population.Steps));
        // Columns stand for versions; a border of phases lies behind the last version of the one before.
        var phases = population.Phases.Select((phase, at) => phase with { From = at == 0 ? population.Steps[0] - 0.5 : phase.From + 0.5, To = phase.To + 0.5 });
        return new HeatMapPanel(
            population.Map("rate"),
            new Axis("step") { Categories = columns ? null : Names(population.Steps) },
            new Axis("unit") { Categories = rows ? null : Names(population.Units) },
            new Axis("rate"),
            ColourMap.Sequential)
        {
            Title = population.Name,
            FirstColumn = columns ? population.Steps[0] : 0,
            FirstRow = rows ? population.Units[0] : 0,
            Regions = columns ? [.. phases] : [],
        };
    }

    private static bool AreConsecutive(IReadOnlyList<int> numbers) => numbers[^1] - numbers[0] == numbers.Count - 1;

    private static IReadOnlyList<string> Names(IReadOnlyList<int> numbers) => [.. numbers.Select(number => $"{number}")];
}
