namespace Neuro.Experiments.Command;

/// <summary>Something that was rightly asked for could not be done; the command ends with 1.</summary>
/// <param name="message">What, in one line.</param>
/// <param name="inner">Why.</param>
internal sealed class CommandFailedException(string message, Exception? inner = null) : Exception(message, inner);
