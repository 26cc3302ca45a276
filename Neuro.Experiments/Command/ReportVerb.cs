using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro report</c>.</summary>
internal sealed class ReportVerb
{
    private static readonly string[] Formats = ["markdown", "csv"];

    private readonly CommandContext _context;
    private readonly Argument<string[]> _runs = new("RUN") { Description = "Folders of runs, or folders with runs below them, such as that of a sweep.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _format = new("--format") { HelpName = string.Join('|', Formats), Description = "markdown or csv: a table over all runs, mean and spread over seeds.", DefaultValueFactory = _ => Formats[0] };

    private ReportVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        verb.Add(_runs);
        verb.Add(_format);
        verb.SetAction(Run);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("report", "What came out of runs.");
        _ = new ReportVerb(context, verb);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        var format = parsed.GetValue(_format)!;
        if (!Formats.Contains(format))
        {
            throw new ConfigurationException($"--format: found {format}, expected one of {string.Join(", ", Formats)}");
        }

        var table = RunTable.Of(RunFinder.Find(parsed.GetRequiredValue(_runs)));
        if (format == "csv")
        {
            RunTableCsv.Write(table, _context.Output);
            foreach (var note in table.Notes)
            {
                _context.Complain(note);
            }
        }
        else
        {
            RunTableMarkdown.Write(table, _context.Output);
        }

        return ExitCode.Done;
    }
}
