using System.CommandLine;

namespace Neuro.Experiments.Command;

/// <summary>Options that several verbs have.</summary>
internal static class Options
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Make the last line of the output one JSON object." };
}
