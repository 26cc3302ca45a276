using Neuro.Runtime.Feeding;
using Neuro.Units.Populations;

namespace Neuro.Runtime;

/// <summary>One of several copies of a network that run together.</summary>
/// <param name="Weights">Its weights, used in place. Replicas that name the same ones share them without locks: they race.</param>
/// <param name="Source">What its clamped populations show.</param>
/// <param name="Options">How it runs.</param>
public sealed record Replica(WeightStore Weights, ITrialSource Source, SimulationOptions Options);
