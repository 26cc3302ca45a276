using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Command;

/// <summary>What came out of a study, in words.</summary>
internal static class StudySummary
{
    /// <summary>In one line.</summary>
    public static string OneLine(StudyOutcome outcome, string folder) =>
        $"{outcome.Experiment}, seed {outcome.Seed}: {(outcome.Interrupted ? "interrupted" : $"{outcome.Result!.Table.Rows} rows, table {outcome.Hash}")}; {folder}";

    /// <summary>In a few lines, each with a label.</summary>
    public static IEnumerable<(string Label, string Text)> Lines(StudyOutcome outcome, string folder)
    {
        yield return outcome.Interrupted ? ("interrupted", $"after {outcome.Seconds:0.0} s; a part of a measurement is none") : ("done", $"{outcome.Result!.Table.Rows} rows in {outcome.Seconds:0.0} s");
        foreach (var line in outcome.Result?.Summary ?? [])
        {
            yield return line;
        }

        if (outcome.Hash is { } hash)
        {
            yield return ("table", hash);
        }

        yield return ("run", folder);
    }
}
