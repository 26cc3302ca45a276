namespace Neuro.Units.Populations;

/// <summary>A state left the finite numbers.</summary>
/// <param name="population">The population.</param>
/// <param name="variable">The variable, as in the table of symbols.</param>
/// <param name="sample">Sample of the batch, from 0.</param>
/// <param name="unit">Unit, from 0.</param>
/// <param name="value">What was found.</param>
public sealed class NonFiniteStateException(string population, string variable, int sample, int unit, float value)
    : Exception($"population '{population}': {variable} of unit {unit}, sample {sample} is {value}, expected a finite number")
{
    /// <summary>The population.</summary>
    public string Population { get; } = population;

    /// <summary>The variable.</summary>
    public string Variable { get; } = variable;

    /// <summary>Sample of the batch, from 0.</summary>
    public int Sample { get; } = sample;

    /// <summary>Unit, from 0.</summary>
    public int Unit { get; } = unit;
}
