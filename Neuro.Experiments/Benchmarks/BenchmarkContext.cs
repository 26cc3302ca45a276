using Neuro.Experiments.Data;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What the benchmarks of one run share: the data, and the peers found on the machine.</summary>
/// <param name="Data">The data set that networks are trained on.</param>
/// <param name="Peers">Runs the peers' programs; null when they cannot be run here.</param>
/// <param name="Cancellation">Ends the run early.</param>
internal sealed record BenchmarkContext(DataSet Data, PeerPrograms? Peers, CancellationToken Cancellation);
