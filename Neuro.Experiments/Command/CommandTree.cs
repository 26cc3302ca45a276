using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Neuro.Experiments.Command;

/// <summary>The verbs of the command, and how a command line becomes one of them.</summary>
internal sealed class CommandTree
{
    private readonly CommandContext _context;
    private readonly RootCommand _root = new("Event-driven simulation of rate networks that learn by message passing.") { HelpName = "neuro" };

    public CommandTree(CommandContext context)
    {
        _context = context;
        _root.Add(ListVerb.Create(context));
        _root.Add(ShowVerb.Create(context));
        _root.Add(RunVerb.Create(context));
        _root.Add(SweepVerb.Create(context));
        _root.Add(ResumeVerb.Create(context));
        _root.Add(ReplayVerb.Create(context));
        _root.Add(TraceVerb.Create(context));
        _root.Add(ReportVerb.Create(context));
        _root.Add(DataVerb.Create(context));
        _root.Add(InspectVerb.Create(context));
        _root.Add(BenchVerb.Create(context));
    }

    public int Invoke()
    {
        // "@" begins a file name in no shell, and one-letter options do not exist: neither is to be read as such.
        var parsed = _root.Parse(_context.Arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction or null)
        {
            _context.Complain(UsageError.Describe(parsed));
            return ExitCode.Wrong;
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = _context.Output,
            Error = _context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }
}
