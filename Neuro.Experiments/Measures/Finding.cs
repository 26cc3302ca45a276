namespace Neuro.Experiments.Measures;

/// <summary>What is wrong with a network that is being trained.</summary>
/// <param name="Subject">What it is about; told of once each.</param>
/// <param name="Text">What was found and what it means.</param>
/// <param name="IsFatal">Whether the run fails.</param>
internal sealed record Finding(string Subject, string Text, bool IsFatal = false);
