using System.Text.Json;

namespace Neuro.Experiments.Studies;

/// <summary>Writes what came out of a study as JSON, with the names that scripts depend on. What is missing or not finite is null.</summary>
internal static class StudyOutcomeWriter
{
    /// <summary>Writes the fields.</summary>
    /// <param name="writer">Stands in an object.</param>
    /// <param name="outcome">What came out.</param>
    /// <param name="run">The folder of the run.</param>
    public static void WriteFields(Utf8JsonWriter writer, StudyOutcome outcome, string run)
    {
        writer.WriteString("experiment", outcome.Experiment);
        writer.WriteString("study", outcome.Study);
        writer.WriteNumber("seed", outcome.Seed);
        writer.WriteNumber("seconds", outcome.Seconds);
        writer.WriteString("stateHash", outcome.Hash);
        writer.WriteNumber("workers", outcome.Workers);
        writer.WriteBoolean("interrupted", outcome.Interrupted);
        writer.WriteString("run", run);
        writer.WriteNumber("rows", outcome.Result?.Table.Rows ?? 0);
        writer.WriteStartObject("measures");
        foreach (var (name, value) in outcome.Result?.Measures ?? [])
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumber(name, value);
            }
            else
            {
                writer.WriteNull(name);
            }
        }

        writer.WriteEndObject();
    }
}
