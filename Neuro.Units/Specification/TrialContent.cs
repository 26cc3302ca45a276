namespace Neuro.Units.Specification;

/// <summary>What of a trial a clamped population shows.</summary>
public enum TrialContent
{
    /// <summary>The stimulus.</summary>
    Input,

    /// <summary>The desired rates of the output.</summary>
    Target,
}
