namespace Neuro.Units.Plasticity;

/// <summary>How the gradients of the samples of a trial become one.</summary>
public enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}
