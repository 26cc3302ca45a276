using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Traces;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Command;

/// <summary>The <c>neuro</c> command, as a function of all that it depends on.</summary>
public static class NeuroCommand
{
    /// <summary>Runs the command without a terminal.</summary>
    /// <param name="args">The command line, without the name of the program.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where complaints go.</param>
    /// <param name="time">Gives the time.</param>
    /// <param name="cancellation">Ends a run after the trial in hand, everything written.</param>
    /// <returns>0: done; 1: failed; 2: wrong usage, configuration or data; 130: interrupted.</returns>
    /// <remarks>Several calls may go on at once, provided that each has writers of its own.</remarks>
    public static int Run(
        IReadOnlyList<string> args,
        Func<string, string?> environment,
        TextWriter output,
        TextWriter error,
        TimeProvider time,
        CancellationToken cancellation) =>
        Run(new CommandContext(args, environment, output, error, time, cancellation));

    /// <summary>Runs the command.</summary>
    internal static int Run(CommandContext context)
    {
        try
        {
            return new CommandTree(context).Invoke();
        }
        catch (Exception e) when (e is ConfigurationException or DataException or SpecificationException or TraceException or NumpyException)
        {
            context.Complain(e.Message);
            return ExitCode.Wrong;
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            context.Complain("interrupted");
            return ExitCode.Interrupted;
        }
        catch (CommandFailedException e)
        {
            context.Complain(e.Message);
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // The console never shows a stack trace: whatever it was, it is told in one line.
        catch (Exception e)
        {
            context.Complain($"unexpected failure: {e.GetType().Name}: {e.Message}");
            return ExitCode.Failed;
        }
#pragma warning restore CA1031
    }
}
