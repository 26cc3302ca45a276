using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>The first value of a replay that is not the recorded one.</summary>
/// <param name="Place">Where it belongs.</param>
/// <param name="Expected">The recorded value.</param>
/// <param name="Found">The value of the replay.</param>
internal sealed record ActivityDivergence(ActivityPlace Place, float Expected, float Found)
{
    /// <summary>In words.</summary>
    public override string ToString() =>
        $"trial {Place.Trial}, step {Place.Step}: population '{Place.Population}', {Place.Variable} of unit {Place.Unit}, sample {Place.Sample}: expected {Expected:R}, found {Found:R}";
}
