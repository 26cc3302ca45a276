namespace Neuro.Runtime.Snapshots;

/// <summary>All State of a simulation, or of several replicas, between trials: from it a simulation of the same network goes on, elsewhere and later, bit for bit.</summary>
/// <remarks>
/// Arrays are in logical unit order. Under a deterministic schedule nothing tells how populations were divided among shards and workers, so that another division may go
/// on. Under a racing one, where shards stand at versions of their own, each shard has State of its own, and the division must be the same.
/// </remarks>
/// <param name="arrays">The arrays by name.</param>
public sealed class SimulationState(IReadOnlyDictionary<string, StateArray> arrays)
{
    /// <summary>The arrays by name.</summary>
    public IReadOnlyDictionary<string, StateArray> Arrays { get; } = arrays;
}
