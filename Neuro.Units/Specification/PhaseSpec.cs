namespace Neuro.Units.Specification;

/// <summary>One phase of a trial.</summary>
/// <param name="Name">Unique in its network; rules name it.</param>
/// <param name="Steps">Length in steps, at least 1.</param>
public sealed record PhaseSpec(string Name, int Steps)
{
    /// <summary>Nudging strength beta of the output; 0 leaves it free.</summary>
    public double Nudging { get; init; }

    /// <summary>Whether feedback reaches the units; off in an initial sweep.</summary>
    public bool Feedback { get; init; } = true;

    /// <summary>dt / tau of this phase, or null for that of each population; 1 in an initial sweep.</summary>
    public double? StepRatio { get; init; }

    /// <summary>Whether the answer of a trial is read at the end of this phase.</summary>
    public bool ReadOut { get; init; }

    internal string Part => $"phase '{Name}'";
}
