namespace Neuro.Experiments.Traces;

/// <summary>What is in the complete parts of a table.</summary>
/// <param name="Parts">How many there are.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Bytes">Their bytes.</param>
internal sealed record TableTotals(int Parts, long Rows, long Bytes);
