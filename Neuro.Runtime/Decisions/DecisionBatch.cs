namespace Neuro.Runtime.Decisions;

/// <summary>What every read of some trials of a racing run has chosen.</summary>
/// <param name="Origin">Where they come from.</param>
/// <param name="Begin">Trials before them.</param>
/// <param name="End">Trials up to their end.</param>
/// <param name="Stops">After how many trials all actors stood still, ascending, within these trials.</param>
/// <param name="Runs">The decisions: by port, then by step.</param>
/// <remarks>Immutable.</remarks>
public sealed record DecisionBatch(DecisionOrigin Origin, long Begin, long End, IReadOnlyList<long> Stops, IReadOnlyList<DecisionRun> Runs);
