using System.CommandLine;
using Neuro.Experiments.Results;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Command;

/// <summary>The options by which a verb that runs into a folder is asked what to print, and the printing.</summary>
internal sealed class RunReport
{
    private readonly Option<bool> _json = Options.Json();
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only the result." };

    /// <summary>Adds the options to a verb.</summary>
    public RunReport(System.CommandLine.Command verb)
    {
        verb.Add(_json);
        verb.Add(_quiet);
    }

    /// <summary>Whether only the result is printed.</summary>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>Prints what came out.</summary>
    /// <returns>The exit code.</returns>
    public int Tell(ParseResult parsed, CommandContext context, RunDisplay display, RunResult result, string folder)
    {
        display.Ended(result, folder);
        if (parsed.GetValue(_json))
        {
            context.Output.WriteLine(JsonLine.Write(writer => ResultWriter.WriteFields(writer, result, folder)));
        }
        else if (parsed.GetValue(_quiet))
        {
            context.Output.WriteLine(RunSummary.OneLine(result, folder));
        }

        return result.Interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    /// <summary>Prints what came out of a study.</summary>
    /// <returns>The exit code.</returns>
    public int Tell(ParseResult parsed, CommandContext context, StudyDisplay display, StudyOutcome outcome, string folder)
    {
        display.Ended(outcome, folder);
        if (parsed.GetValue(_json))
        {
            context.Output.WriteLine(JsonLine.Write(writer => StudyOutcomeWriter.WriteFields(writer, outcome, folder)));
        }
        else if (parsed.GetValue(_quiet))
        {
            context.Output.WriteLine(StudySummary.OneLine(outcome, folder));
        }

        return outcome.Interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }
}
