using Spectre.Console;

namespace Neuro.Experiments.Command;

/// <summary>Finds out what kind of terminal there is.</summary>
internal static class Terminals
{
    /// <summary>The terminal behind the standard output; null when there is none, or one that can only print lines.</summary>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    /// <remarks><c>NO_COLOR</c>, when not empty, leaves the display without colours; <c>TERM=dumb</c> is no terminal that can be redrawn.</remarks>
    public static IAnsiConsole? Detect(Func<string, string?> environment)
    {
        if (Console.IsOutputRedirected || environment("TERM") is "dumb")
        {
            return null;
        }

        var plain = environment("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect });
        return console.Profile.Capabilities.Ansi ? console : null;
    }
}
