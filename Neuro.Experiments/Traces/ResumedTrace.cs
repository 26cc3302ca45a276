using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Traces;

/// <summary>What there is of the tables of a run at a checkpoint, and what has to be known to write on.</summary>
/// <param name="Tables">What is in complete parts, by the folder of the table; rows in later ones are of later trials.</param>
/// <param name="Traffic">What was sent and computed up to the last whole epoch, by projection and phase.</param>
/// <param name="Weights">The weights of each projection when rows were last written of them; empty where none are.</param>
/// <param name="Dropped">Trials whose activity was dropped.</param>
internal sealed record ResumedTrace(
    IReadOnlyDictionary<string, TableTotals> Tables, IReadOnlyList<ProjectionTraffic> Traffic, IReadOnlyDictionary<string, float[]> Weights, long Dropped);
