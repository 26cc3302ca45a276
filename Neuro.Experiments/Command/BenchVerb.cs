using System.CommandLine;
using Neuro.Experiments.Benchmarks;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro bench</c>.</summary>
internal static class BenchVerb
{
    public static System.CommandLine.Command Create(CommandContext context)
    {
        var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "The benchmarks; all when none is named." };
        var json = Options.Json();
        var verb = new System.CommandLine.Command("bench", "Measures speed, side by side with the peers found on the machine.") { names, json };
        verb.SetAction(parsed => BenchmarkCommand.Run(parsed.GetValue(names) ?? [], parsed.GetValue(json), context.Output, context.Error, context.Cancellation));
        return verb;
    }
}
