namespace Neuro.Runtime.Faults;

/// <summary>A fault to be injected: a population throws when it is about to take a step, once.</summary>
/// <param name="Population">Its name; one with a state.</param>
/// <param name="Trial">Trial from 0, over the whole run.</param>
/// <param name="Step">Step within the trial, from 1.</param>
public sealed record CrashPoint(string Population, long Trial, int Step);
