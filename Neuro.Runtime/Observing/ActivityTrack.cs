namespace Neuro.Runtime.Observing;

/// <summary>What is recorded of one population of a network.</summary>
/// <param name="Population">Its name.</param>
/// <param name="Units">The recorded units, ascending.</param>
/// <param name="Variables">The recorded variables that it has, in their order.</param>
/// <remarks>Immutable.</remarks>
public sealed record ActivityTrack(string Population, IReadOnlyList<int> Units, IReadOnlyList<ActivityVariable> Variables)
{
    /// <summary>Whether anything is recorded that no message carries.</summary>
    internal bool HasCurrents => Variables.Any(variable => variable > ActivityVariable.Rate);
}
