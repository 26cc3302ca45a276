namespace Neuro.Runtime.Decisions;

/// <summary>Equal decisions of one port, one after another.</summary>
/// <param name="Port">Number of the port, as a <see cref="PortMap"/> gives it.</param>
/// <param name="First">Number of the first of them, over the whole run: trial times the steps of a trial, plus the step of the trial from 0.</param>
/// <param name="Count">How many they are, at least 1.</param>
/// <param name="Offset">The version read minus that of lockstep, in steps.</param>
public readonly record struct DecisionRun(int Port, long First, long Count, long Offset);
