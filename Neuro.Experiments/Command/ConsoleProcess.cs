using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Serilog.Events;
using Serilog.Sinks.SystemConsole.Themes;
using Serilog;

namespace Neuro.Experiments.Command;

/// <summary>The command as a process: its console, its environment, its signals.</summary>
internal static class ConsoleProcess
{
    private const nint UnixStandardOutput = 1;
    private const string WarningTemplate = "neuro: {Message:lj}{NewLine}";

    /// <summary>Runs the command.</summary>
    public static int Run(string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        var terminal = Terminals.Detect(Environment.GetEnvironmentVariable);

        // The first signal asks for an end after the trial in hand; the second does not ask.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (cancellation.IsCancellationRequested)
            {
                terminal?.Cursor.Show(true);
                Environment.Exit(ExitCode.Interrupted);
            }

            cancellation.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return NeuroCommand.Run(new CommandContext(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error, TimeProvider.System, cancellation.Token)
        {
            Terminal = terminal,
            Pipe = StandardOutput,
            ConsoleLog = sinks => sinks.Console(
                outputTemplate: WarningTemplate, standardErrorFromLevel: LogEventLevel.Verbose, theme: ConsoleTheme.None),
        });
    }

    /// <summary>The console's own stream takes it in silence when nobody reads any more, and a long output would be written to the end for nothing.</summary>
    private static Stream StandardOutput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(UnixStandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
