namespace Neuro.Experiments.Traces;

/// <summary>What happens when the disk is too slow for what is recorded.</summary>
public enum SlowDisk
{
    /// <summary>The run waits at its next barrier.</summary>
    Block,

    /// <summary>The activity of some trials is left out, and counted.</summary>
    Drop,
}
