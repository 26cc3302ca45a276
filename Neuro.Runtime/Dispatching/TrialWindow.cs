namespace Neuro.Runtime.Dispatching;

/// <summary>The versions of the trial that an actor is in.</summary>
/// <param name="Start">The initial one.</param>
/// <param name="End">The last one.</param>
internal readonly record struct TrialWindow(long Start, long End);
