using Neuro.Units.Specification;
using Neuro.Units.Synapses;

namespace Neuro.Units.Populations;

/// <summary>One incoming projection of a population.</summary>
/// <param name="Index">Its place among the population's inputs.</param>
/// <param name="Projection">Its description.</param>
/// <param name="Synapses">Its synapses; null for one-to-one ports.</param>
internal sealed record Input(int Index, ProjectionSpec Projection, SynapseGroup? Synapses);
