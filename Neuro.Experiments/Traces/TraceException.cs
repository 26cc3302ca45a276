namespace Neuro.Experiments.Traces;

/// <summary>The tables of a run cannot be read, or not be written in another form.</summary>
/// <param name="message">Where, what was found, what was expected.</param>
/// <param name="inner">Why.</param>
internal sealed class TraceException(string message, Exception? inner = null) : Exception(message, inner);
