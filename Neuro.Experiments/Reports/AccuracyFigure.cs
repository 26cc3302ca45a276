using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>Accuracy and loss over epochs.</summary>
internal static class AccuracyFigure
{
    private static readonly (string Column, string Name)[] Accuracies =
    [
        ("test_accuracy", "test"), ("train_accuracy", "training set"), ("validation_accuracy", "validation"), ("learning_accuracy", "while learning"),
    ];

    public static FigureResult Draw(ReportData data)
    {
        if (data.Runs.All(run => run.Metrics is null))
        {
            return FigureResult.NotRecorded("finished an epoch");
        }

        // The loss is that of samples as they were answered while learning, and that of the validation samples; each has the style of its accuracy.
        List<PlotPanel> losses = [Panel("loss", new Axis("loss"), [.. data.Groups.Select(group => Curve(group, "loss", null, data.IsOneGroup ? 3 : null)), .. data.IsOneGroup ? ValidationLoss(data, 2) : []])];
        if (!data.IsOneGroup && ValidationLoss(data, null) is { Count: > 0 } lines)
        {
            losses.Add(Panel("loss, validation", new Axis("loss"), lines));
        }

        IEnumerable<Panel> accuracies = data.IsOneGroup
            ? [Panel("accuracy", Percent, [.. Accuracies.Select((kind, at) => Curve(data.Groups[0], kind.Column, kind.Name, at)).Where(Curves.HasValues)])]
            : Accuracies.Select(kind => (kind.Name, Lines: data.Groups.Select(group => Curve(group, kind.Column, null, null)).Where(Curves.HasValues).ToList()))
                .Where(kind => kind.Lines.Count > 0)
                .Select(kind => Panel($"accuracy, {kind.Name}", Percent, kind.Lines));
        return new Figure($"Accuracy and loss: {data.Subject}", [.. accuracies, .. losses]) { Note = data.Note };
    }

    private static Axis Percent => new("accuracy", "%");

    private static IReadOnlyList<LineSeries> ValidationLoss(ReportData data, int? style) => [.. data.Groups.Select(group => Curve(group, "validation_loss", null, style)).Where(Curves.HasValues)];

    private static LineSeries Curve(ReportGroup group, string column, string? name, int? style) => group.Curve(name, style, run => run.Metrics?.Points("epoch", column) ?? []);

    private static PlotPanel Panel(string title, Axis y, IReadOnlyList<LineSeries> lines) => new(new Axis("epoch") { IsWhole = true }, y) { Title = title, Lines = lines };
}
