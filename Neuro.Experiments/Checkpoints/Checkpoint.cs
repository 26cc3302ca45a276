using Neuro.Experiments.Traces;
using Neuro.Runtime.Snapshots;

namespace Neuro.Experiments.Checkpoints;

/// <summary>All that a run needs to go on.</summary>
/// <param name="Identity">What decides its bits: see <see cref="RunIdentity"/>.</param>
/// <param name="Version">The version of the program that wrote it.</param>
/// <param name="Progress">How far the run has come.</param>
/// <param name="Trace">What there is of its tables.</param>
/// <param name="State">The State of its network, of all replicas.</param>
internal sealed record Checkpoint(string Identity, string Version, RunProgressState Progress, ResumedTrace Trace, SimulationState State);
