using Neuro.Experiments.Results;

namespace Neuro.Experiments.Checkpoints;

/// <summary>A run that goes on.</summary>
/// <param name="Run">The run as it was left.</param>
/// <param name="File">The file of the checkpoint from which it goes on.</param>
/// <param name="Checkpoint">The checkpoint.</param>
internal sealed record Resumption(RecordedRun Run, string File, Checkpoint Checkpoint);
