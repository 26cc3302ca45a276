namespace Neuro.Runtime.Observing;

/// <summary>What is recorded of one population.</summary>
/// <param name="Population">Its name.</param>
/// <param name="Variables">Variables; those that the population does not have are left out.</param>
/// <param name="Units">Units, ascending, at least one.</param>
public sealed record ProbeSelection(string Population, IReadOnlyList<ActivityVariable> Variables, IReadOnlyList<int> Units);
