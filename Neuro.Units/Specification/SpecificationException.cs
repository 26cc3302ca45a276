namespace Neuro.Units.Specification;

/// <summary>A network description that cannot be built: the message names the part, what was given and what was expected.</summary>
public sealed class SpecificationException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="part">The population, projection or phase, for example <c>projection 'hidden1-output'</c>.</param>
    /// <param name="problem">What was given and what was expected.</param>
    public SpecificationException(string part, string problem)
        : base($"{part}: {problem}")
    {
        Part = part;
    }

    /// <summary>The population, projection or phase at fault.</summary>
    public string Part { get; }
}
