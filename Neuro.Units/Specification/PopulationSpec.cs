namespace Neuro.Units.Specification;

/// <summary>One population of units, as a description.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units, 1 .. 65535.</param>
public abstract record PopulationSpec(string Name, int Units)
{
    /// <summary>How the population is called in messages.</summary>
    internal string Part => $"population '{Name}'";

    /// <summary>Checks what can be checked without the rest of the network.</summary>
    /// <exception cref="SpecificationException">A value is outside its range.</exception>
    internal virtual void Validate()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            throw new SpecificationException("population", "has no name, expected one");
        }

        if (Units is < 1 or > ushort.MaxValue)
        {
            throw new SpecificationException(Part, $"has {Units} units, expected 1 .. {ushort.MaxValue}");
        }
    }
}
