namespace Neuro.Runtime.Observing;

/// <summary>Which part of the activity of a run is recorded.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ActivitySelection
{
    /// <summary>Which trials. Default: all.</summary>
    public TrialSelection Trials { get; init; } = new(1);

    /// <summary>Which samples of a trial, ascending; those beyond the batch are left out. Default: the first.</summary>
    public IReadOnlyList<int> Samples { get; init; } = [0];

    /// <summary>Which steps of a trial, ascending, 0 for the initial version; those beyond the last are left out. Null for all. Default: all.</summary>
    public IReadOnlyList<int>? Steps { get; init; }

    /// <summary>What of which population, in any order, each at most once. Null for the first units of all populations with a state, and all variables. Default: null.</summary>
    public IReadOnlyList<ProbeSelection>? Probes { get; init; }

    /// <summary>How many first units are recorded where no probe says which. Default: 16.</summary>
    public int Units { get; init; } = 16;
}
