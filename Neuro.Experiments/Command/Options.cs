using System.CommandLine;

namespace Neuro.Experiments.Command;

/// <summary>Options that several verbs have.</summary>
internal static class Options
{
    /// <summary>The folders of runs.</summary>
    public static Argument<string[]> Runs() => new("RUN")
    {
        Description = "Folders of runs, or folders with runs below them, such as that of a sweep.", Arity = ArgumentArity.OneOrMore,
    };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Make the last line of the output one JSON object." };
}
