using Serilog.Configuration;
using Spectre.Console;

namespace Neuro.Experiments.Command;

/// <summary>All that the command knows of the world outside.</summary>
/// <param name="Arguments">The command line.</param>
/// <param name="Environment">Gives the value of an environment variable, or null.</param>
/// <param name="Output">Results.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Time">Gives the time.</param>
/// <param name="Cancellation">Asks for an end after the trial in hand.</param>
internal sealed record CommandContext(
    IReadOnlyList<string> Arguments,
    Func<string, string?> Environment,
    TextWriter Output,
    TextWriter Error,
    TimeProvider Time,
    CancellationToken Cancellation)
{
    /// <summary>The terminal behind <see cref="Output"/>; null when there is none, or one that can only print lines.</summary>
    public IAnsiConsole? Terminal { get; init; }

    /// <summary>Opens the standard output as it is, so that writing fails once its reader has gone; null where there is none but <see cref="Output"/>.</summary>
    public Func<Stream>? Pipe { get; init; }

    /// <summary>Gives the warnings of a log a place on the console: the process's own error stream, or <see cref="Error"/>.</summary>
    public Action<LoggerSinkConfiguration>? ConsoleLog { get; init; }

    /// <summary>Gives the warnings of a log a place where the user sees them.</summary>
    public void WriteWarnings(LoggerSinkConfiguration sinks)
    {
        if (ConsoleLog is { } console)
        {
            console(sinks);
        }
        else
        {
            sinks.Sink(new WriterSink(Error));
        }
    }

    /// <summary>Says in one line what went wrong.</summary>
    public void Complain(string message) => Error.WriteLine($"neuro: {message.ReplaceLineEndings(" ")}");
}
