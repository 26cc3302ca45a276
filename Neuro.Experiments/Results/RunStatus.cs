namespace Neuro.Experiments.Results;

/// <summary>How a recorded run stands.</summary>
internal enum RunStatus
{
    /// <summary>It is going on, or was killed.</summary>
    Running,

    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was ended early; what was known by then is recorded.</summary>
    Interrupted,
}
