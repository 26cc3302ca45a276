using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Reports;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro report</c>.</summary>
internal sealed class ReportVerb
{
    private const string Html = "html";
    private const string Markdown = "markdown";
    private const string Csv = "csv";

    private static readonly string[] Formats = [Html, Markdown, Csv];

    private readonly CommandContext _context;
    private readonly Argument<string[]> _runs = Options.Runs();
    private readonly Option<string> _format = new("--format")
    {
        HelpName = string.Join('|', Formats),
        Description = "html: a page with figures. markdown or csv: a table over all runs, mean and spread over seeds.",
        DefaultValueFactory = _ => Html,
    };

    private readonly Option<string?> _output = new("-o") { HelpName = "FILE", Description = "Where to; else the page becomes report.html in the first RUN, and a table is printed." };

    private ReportVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        verb.Add(_runs);
        verb.Add(_format);
        verb.Add(_output);
        verb.SetAction(Run);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("report", "What came out of runs: one page with all figures, or a table.");
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

        var folders = parsed.GetRequiredValue(_runs);
        var table = RunTable.Of(RunFinder.Find(folders));
        var output = parsed.GetValue(_output);
        if (format == Html)
        {
            output ??= Path.Combine(folders[0], "report.html");
            OutputFile.Write(output, new HtmlReport(ReportData.Of(table, new FigureSelection(), _context.Environment), table).Write(_context.Time.GetUtcNow()));
            _context.Output.WriteLine(output);
            return ExitCode.Done;
        }

        using var text = new StringWriter();
        var target = output is null ? _context.Output : text;
        if (format == Csv)
        {
            RunTableCsv.Write(table, target);
            foreach (var note in table.Notes)
            {
                _context.Complain(note);
            }
        }
        else
        {
            RunTableMarkdown.Write(table, target);
        }

        if (output is not null)
        {
            OutputFile.Write(output, text.ToString());
            _context.Output.WriteLine(output);
        }

        return ExitCode.Done;
    }
}
