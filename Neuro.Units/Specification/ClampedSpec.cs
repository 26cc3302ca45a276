namespace Neuro.Units.Specification;

/// <summary>A population whose rates are set from outside, once per trial.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Content">What of a trial it shows.</param>
public sealed record ClampedSpec(string Name, int Units, TrialContent Content) : PopulationSpec(Name, Units);
