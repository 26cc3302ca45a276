using System.Globalization;
using Neuro.Experiments.Charts;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Reports;

/// <summary>What runs come to in the end against the one key in which those of an experiment differ: how they bear a disturbance. A line for each experiment.</summary>
internal static class ResponseFigure
{
    private static readonly ConfigurationKey[] ToldElsewhere = [NeuroKeys.Summary, NeuroKeys.Paper, NeuroKeys.Seed, NeuroKeys.Out, NeuroKeys.DataRoot];

    public static FigureResult Draw(ReportData data)
    {
        var experiments = data.Runs.GroupBy(run => run.Outcome.Experiment).ToList();
        var keys = experiments.SelectMany(Differing).Distinct().ToList();
        if (keys.Count != 1)
        {
            return FigureResult.None($"Runs of an experiment differ in {(keys.Count == 0 ? "no key" : $"the keys {string.Join(", ", keys.Select(key => key.Path))}")}, expected exactly one that is a number.");
        }

        var key = keys[0];
        if (data.Runs.FirstOrDefault(run => Value(run, key) is null) is { } odd)
        {
            return FigureResult.None($"A run has {key.Path} = {odd.Outcome.Settings.Find(key).Canonical}, expected numbers.");
        }

        var axis = new Axis($"{key.Path}");
        List<PlotPanel> panels = [Panel("test accuracy, last epoch", new Axis("accuracy", "%"), run => Last(run.Metrics, "test_accuracy"))];
        AddIfAny("alignment with the gradient, mean of hidden layers", new Axis("cosine") { ShowsZero = true }, "alignment");
        AddIfAny("ds/dt at the end of the free phase, mean of hidden layers", new Axis("ds/dt", "1/ms") { Scale = AxisScale.Logarithmic }, "prediction_speed");
        return new Figure($"{key.Path}: {string.Join(", ", experiments.Select(experiment => experiment.Key))}", panels) { Columns = panels.Count, PlotWidth = 240, Note = Note(experiments) };

        void AddIfAny(string title, Axis y, string column)
        {
            var panel = Panel(title, y, run => MeanOfLayers(run, column));
            if (panel.Lines.Any(Curves.HasValues))
            {
                panels.Add(panel);
            }
        }

        PlotPanel Panel(string title, Axis y, Func<ReportRun, double> value) => new(axis, y)
        {
            Title = title,
            Lines = [.. experiments.Select((experiment, at) => Curves.Of(experiment.Key, at, [.. experiment.GroupBy(run => run.Outcome.Seed).Select(runs => Points(runs, key, value))]))],
        };
    }

    private static IReadOnlyList<(double X, double Y)> Points(IEnumerable<ReportRun> runs, ConfigurationKey key, Func<ReportRun, double> value) =>
        [.. runs.Select(run => (Value(run, key)!.Value, value(run)))];

    private static IEnumerable<ConfigurationKey> Differing(IEnumerable<ReportRun> runs) => NeuroKeys.Schema.Keys
        .Where(key => key.Map is null && !ToldElsewhere.Contains(key))
        .Where(key => runs.Select(run => run.Outcome.Settings.Find(key).Canonical).Distinct().Count() > 1);

    private static double? Value(ReportRun run, ConfigurationKey key) =>
        double.TryParse(run.Outcome.Settings.Find(key).Canonical, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    private static double Last(TableData? table, string column) => table is null ? double.NaN : table.Points("epoch", column).Select(point => point.Y).LastOrDefault(double.NaN);

    private static double MeanOfLayers(ReportRun run, string column) => run.Alignment is not { } table
        ? double.NaN
        : table.Names("layer").Distinct().Select(layer => table.Points("epoch", column, ("layer", layer)).Select(point => point.Y).LastOrDefault(double.NaN)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static string Note(IEnumerable<IGrouping<string, ReportRun>> experiments) =>
        $"Means over seeds ({string.Join("; ", experiments.Select(runs => $"{runs.Key}: {string.Join(", ", runs.Select(run => run.Outcome.Seed).Distinct().Order())}"))}); bands reach from the least to the largest.";
}
