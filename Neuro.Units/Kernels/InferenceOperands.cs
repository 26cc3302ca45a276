namespace Neuro.Units.Kernels;

/// <summary>What a step of value units reads and writes; one array of the same length each.</summary>
internal readonly unsafe ref struct InferenceOperands
{
    /// <summary>The old states s.</summary>
    public required float* State { get; init; }

    /// <summary>The old rates.</summary>
    public required float* Rate { get; init; }

    /// <summary>The states at which slopes are taken.</summary>
    public required float* SlopeState { get; init; }

    /// <summary>t, what errors above send down; null for nothing.</summary>
    public required float* Feedback { get; init; }

    /// <summary>n, the nudge of an output; null for none.</summary>
    public required float* Nudge { get; init; }

    /// <summary>What is added to the new states; null for nothing.</summary>
    public required float* Noise { get; init; }

    /// <summary>Receives <c>a = rho'(s) t + n</c>; null where nobody looks.</summary>
    public required float* Above { get; init; }

    /// <summary>Receives the new states.</summary>
    public required float* NewState { get; init; }

    /// <summary>Receives the new rates; null where they are held.</summary>
    public required float* NewRate { get; init; }
}
