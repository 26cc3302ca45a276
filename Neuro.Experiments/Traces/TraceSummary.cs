namespace Neuro.Experiments.Traces;

/// <summary>What was recorded of a run.</summary>
/// <param name="Trials">Trials of the run, of each replica.</param>
/// <param name="Rows">Rows by table.</param>
/// <param name="Bytes">Bytes of all tables.</param>
/// <param name="DroppedTrials">Trials that were to be recorded and were dropped because the disk was slow.</param>
/// <param name="WaitedSeconds">How long the run has waited for the disk.</param>
internal sealed record TraceSummary(long Trials, IReadOnlyDictionary<string, long> Rows, long Bytes, long DroppedTrials, double WaitedSeconds);
