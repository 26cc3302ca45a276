namespace Neuro.Experiments.Running;

/// <summary>What replicas of a network do with their weights.</summary>
public enum Averaging
{
    /// <summary>Each has weights of its own, and all take the mean at barriers: the same bits for any number of workers.</summary>
    Averaged,

    /// <summary>All read and change the same weights without locks (Hogwild): they race, and nothing can have such a run again.</summary>
    LockFree,
}
