namespace Neuro.Experiments.Results;

/// <summary>Notes that a run went on from a checkpoint.</summary>
/// <param name="Trials">Trials that had been run by then, by each replica.</param>
/// <param name="At">When it went on.</param>
/// <param name="CommandLine">The command line, without the name of the program.</param>
internal sealed record ResumeNote(long Trials, DateTimeOffset At, IReadOnlyList<string> CommandLine);
