using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>What training sent and computed, counted: the table by projection and phase, and its sums.</summary>
/// <param name="Rows">A row for each projection and phase.</param>
public sealed record Traffic(IReadOnlyList<ProjectionTraffic> Rows)
{
    /// <summary>Levels and plasticity signals said, as unit events.</summary>
    public long Events => Rows.Sum(row => row.Events + row.SignalEvents);

    /// <summary>Bytes of them.</summary>
    public long Bytes => Rows.Sum(row => row.Bytes);

    /// <summary>Levels that arrived at synapses.</summary>
    public long SynapticOperations => Rows.Sum(row => row.SynapticOperations);

    /// <summary>The same if everything had been said at every step.</summary>
    public long DenseSynapticOperations => Rows.Sum(row => row.DenseSynapticOperations);

    /// <summary>Multiply-adds that were done for synapses.</summary>
    public long MultiplyAdds => Rows.Sum(row => row.MultiplyAdds);
}
