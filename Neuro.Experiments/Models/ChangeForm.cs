namespace Neuro.Experiments.Models;

/// <summary>Of which changes a network without tied weights learns.</summary>
public enum ChangeForm
{
    /// <summary>Of every step of the nudged phase, each with the presynaptic rate before it.</summary>
    Trajectory,

    /// <summary>Of the whole way from the free to the nudged state, with the presynaptic rate of the free one.</summary>
    FixedPoint,
}
