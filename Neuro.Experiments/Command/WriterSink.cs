using Serilog.Core;
using Serilog.Events;

namespace Neuro.Experiments.Command;

/// <summary>Writes the messages of a log to a writer that is no console.</summary>
/// <param name="writer">The writer.</param>
internal sealed class WriterSink(TextWriter writer) : ILogEventSink
{
    /// <inheritdoc/>
    public void Emit(LogEvent logEvent) => writer.WriteLine($"neuro: {logEvent.RenderMessage()}");
}
