using Neuro.Experiments.Results;

namespace Neuro.Experiments.Reports;

/// <summary>The part of a page that says what a run was, and what came out.</summary>
internal static class RunHead
{
    private static readonly (string Heading, string Name)[] Measures =
    [
        ("layer", "name"), ("alignment", "alignment"), ("error ratio", "errorRatio"), ("cancellation", "cancellation"), ("mimicry", "mimicry"),
        ("|V_f − W_f|", "forwardDistance"), ("|V_b − W_b|", "feedbackDistance"), ("loop gain", "loopGain"), ("asymmetry", "asymmetry"),
        ("cosine of changes", "updateAlignment"), ("their ratio", "updateRatio"), ("angle of B to W^T, degrees", "feedbackAngle"), ("to W^-1", "inverseAngle"), ("condition", "condition"),
    ];

    private static readonly (string Heading, string Name)[] Results =
    [
        ("test accuracy, %", "testAccuracy"), ("best over epochs, %", "bestTestAccuracy"), ("training accuracy, %", "trainAccuracy"), ("validation accuracy, %", "validationAccuracy"),
        ("loss", "loss"), ("epochs", "epochs"), ("seconds", "seconds"), ("samples per second", "samplesPerSecond"), ("events", "events"),
        ("synaptic operations", "synapticOperations"), ("bytes", "bytes"), ("energy estimate, J", "energyEstimateJoules"), ("crashes", "crashes"), ("state", "stateHash"), ("replayable", "replayable"),
    ];

    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter page, ReportRun run)
    {
        var record = run.Record;
        page.Element("p", Status(run), run.Outcome.Status == RunStatus.Failed ? "failed" : null);
        page.Table([], Filled(
        [
            ("experiment", run.Outcome.Experiment),
            ("", RunText.Of(record, "configuration", "experiment", "summary")),
            ("stands for", RunText.Of(record, "configuration", "experiment", "paper")),
            ("study", RunText.Of(record, "study")),
            ("data set", RunText.Of(record, "data", "name").Length == 0 ? string.Empty : $"{RunText.Of(record, "data", "name")}, {RunText.Of(record, "data", "train")} training and {RunText.Of(record, "data", "test")} test samples, {RunText.Of(record, "data", "origin")}"),
            ("seed", $"{run.Outcome.Seed}"),
            ("command", $"neuro {RunText.Command(record)}"),
            ("went on", RunText.Resumes(record)),
            ("versions", $"Neuro {RunText.Of(record, "versions", "neuro")}, {RunText.Of(record, "versions", "dotnet")}, {RunText.Of(record, "versions", "os")}"),
            ("machine", $"{RunText.Of(record, "machine", "processor")}, {RunText.Of(record, "machine", "cores")} cores, {RunText.Of(record, "machine", "architecture")}, {RunText.Of(record, "machine", "vectors")}"),
            ("folder", run.Folder),
        ]));
        if (!record.TryGetProperty("result", out var result) || result.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            page.Element("p", "No result yet: the run has not come to its end.", "missing");
            return;
        }

        page.Element("h3", "Result");
        page.Table([], Filled(Results.Select(row => (row.Heading, RunText.Of(result, row.Name)))));
        if (result.TryGetProperty("measures", out var numbers))
        {
            page.Table([], Filled(numbers.EnumerateObject().Select(number => (number.Name, RunText.Of(numbers, number.Name)))));
        }

        var layers = result.TryGetProperty("layers", out var list) ? list.EnumerateArray().ToList() : [];
        if (layers.Count > 0)
        {
            page.Table([.. Measures.Select(measure => measure.Heading)], layers.Select(layer => (IReadOnlyList<string>)[.. Measures.Select(measure => RunText.Of(layer, measure.Name))]));
        }
    }

    private static string Status(ReportRun run)
    {
        var (started, ended) = (RunText.Moment(RunText.Of(run.Record, "started")), RunText.Moment(RunText.Of(run.Record, "ended")));
        return run.Outcome.Status switch
        {
            RunStatus.Running => $"Running, or killed: begun {started}, no end recorded; what follows is what was complete when this page was made.",
            RunStatus.Failed => $"Failed {ended} (begun {started}): {run.Outcome.Failure}",
            _ => $"{run.Outcome.Status} {ended} (begun {started}).",
        };
    }

    private static IEnumerable<IReadOnlyList<string>> Filled(IEnumerable<(string Heading, string Text)> rows) =>
        rows.Where(row => row.Text.Length > 0).Select(row => (IReadOnlyList<string>)[row.Heading, row.Text]);
}
