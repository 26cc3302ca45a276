namespace Neuro.Units.Synapses;

/// <summary>The inverse of a layer's weights does not exist, or is not to be trusted.</summary>
public sealed class InverseException : Exception
{
    internal InverseException(string population, string projection, string problem)
        : base($"population '{population}': the weights of projection '{projection}' {problem}")
    {
    }
}
