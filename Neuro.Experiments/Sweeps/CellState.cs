namespace Neuro.Experiments.Sweeps;

/// <summary>What is there of a cell.</summary>
internal enum CellState
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A run that came to its end.</summary>
    Finished,

    /// <summary>A run that failed, was interrupted, was killed, or is going on.</summary>
    Incomplete,
}
