using Neuro.Experiments.Traces;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>The first value of a replay that is not the recorded one.</summary>
/// <param name="Place">Where it belongs.</param>
/// <param name="Expected">The recorded value; null where none was.</param>
/// <param name="Found">The value of the replay; null where it had none.</param>
internal sealed record ActivityDivergence(ActivityPlace Place, float? Expected, float? Found)
{
    /// <summary>In words.</summary>
    public override string ToString() =>
        $"trial {Place.Trial}, step {Place.Step}: population '{Place.Population}', {Variable} of unit {Place.Unit}, sample {Place.Sample}: expected {Text(Expected)}, found {Text(Found)}";

    /// <summary>The variable, as its column is called.</summary>
    public string Variable => TableDefinitions.ColumnOf(Place.Variable);

    private static string Text(float? value) => value is { } number ? $"{number:R}" : "none";
}
