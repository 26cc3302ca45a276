namespace Neuro.Units.Initialisation;

/// <summary>The noise on a feedback pattern.</summary>
public enum PatternNoise
{
    /// <summary>None.</summary>
    None,

    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Uniform about zero.</summary>
    Uniform,
}
