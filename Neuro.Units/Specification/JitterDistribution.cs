namespace Neuro.Units.Specification;

/// <summary>How much later than its delay a message of a projection may arrive.</summary>
public enum JitterDistribution
{
    /// <summary>0 .. jitter steps, all as likely.</summary>
    Uniform,

    /// <summary>0 .. jitter steps, each half as likely as the one before (a truncated geometric distribution).</summary>
    Geometric,
}
