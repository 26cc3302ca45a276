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

    /// <summary>Whether the nudging has the sign that is drawn for the trial, the same for all populations; rules that follow the sign do, too. Default: no.</summary>
    public bool RandomSign { get; init; }

    /// <summary>Whether all stand still: no state moves, every population takes part whatever its clock, and rules act on what has been reached. Default: no.</summary>
    public bool Still { get; init; }

    /// <summary>A phase before this one, to whose end all states are set back, whatever the clocks; such a phase has one step. Null for none. Default: null.</summary>
    public string? Recall { get; init; }

    /// <summary>
    /// Whether value units hold their rates, and the slopes of their rates, while their states move: what is predicted from them stays what it was before. Default: no.
    /// </summary>
    public bool HoldsRates { get; init; }

    /// <summary>Whether states do not evolve by their dynamics in this phase, so that clocks do not count.</summary>
    internal bool IsStill => Still || Recall is not null;

    internal string Part => $"phase '{Name}'";
}
