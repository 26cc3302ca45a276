namespace Neuro.Experiments.Command;

/// <summary>What the command says to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The run or check failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage, configuration or data.</summary>
    public const int Wrong = Configuration.ConfigurationException.ExitCode;

    /// <summary>Interrupted, everything written.</summary>
    public const int Interrupted = 130;
}
