namespace Neuro.Units.Specification;

/// <summary>How a layer combines several feedback terms: F of the general feedback rule (Eq. 4).</summary>
public enum Combination
{
    /// <summary>Their arithmetic mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Of each unit the term of the largest size; of equal ones the first.</summary>
    Largest,
}
