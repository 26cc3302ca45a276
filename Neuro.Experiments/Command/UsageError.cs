using System.CommandLine;
using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Command;

/// <summary>Says what is wrong with a command line: what was found, what was expected.</summary>
internal static class UsageError
{
    /// <summary>One line.</summary>
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var verbs = command.Subcommands.Select(verb => verb.Name).ToList();
        var name = command is RootCommand ? "neuro" : $"neuro {Path(parsed)}";
        if (parsed.UnmatchedTokens is [var stray, ..])
        {
            if (stray.StartsWith('-'))
            {
                var options = command.Options.Select(option => option.Name).ToList();
                return Found($"option '{stray}'", options, stray, name);
            }

            return verbs.Count > 0
                ? Found($"command '{stray}'", verbs, stray, name)
                : $"found argument '{stray}', expected no more of them; '{name} --help' tells what there is";
        }

        return verbs.Count > 0
            ? $"found no command, expected one of {string.Join(", ", verbs)}; '{name} --help' tells what they do"
            : $"{parsed.Errors[0].Message.TrimEnd('.')}; '{name} --help' tells what is expected";
    }

    private static string Found(string what, List<string> known, string given, string name)
    {
        var nearest = Spelling.Nearest(given, known);
        return $"found unknown {what}, expected one of {string.Join(", ", known)}"
            + (nearest is null ? string.Empty : $" (nearest: {nearest})") + $"; '{name} --help' tells what they do";
    }

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result?.Command is not (null or RootCommand); result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, result.Command.Name);
        }

        return string.Join(' ', names);
    }
}
