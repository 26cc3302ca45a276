using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Traces;

/// <summary>What is there already of the tables of a run that goes on.</summary>
/// <param name="Parts">Parts to keep, by the folder of the table.</param>
/// <param name="Traffic">What was sent and computed up to the last whole epoch, by projection and phase.</param>
internal sealed record ResumedTrace(IReadOnlyDictionary<string, int> Parts, IReadOnlyList<ProjectionTraffic> Traffic);
