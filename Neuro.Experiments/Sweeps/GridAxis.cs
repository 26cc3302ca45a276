using Neuro.Experiments.Configuration;
using Neuro.Experiments.Hocon;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Sweeps;

/// <summary>A key and the values that it takes in a sweep.</summary>
/// <param name="Key">The key.</param>
/// <param name="Values">The values as they were written, as HOCON.</param>
internal sealed record GridAxis(ConfigurationKey Key, IReadOnlyList<string> Values)
{
    /// <summary>The option.</summary>
    public const string Option = "--grid";

    /// <summary>Keys that a sweep sets by itself.</summary>
    private static readonly (ConfigurationKey Key, string Instead)[] Taken = [(NeuroKeys.Seed, "--seeds"), (NeuroKeys.Out, "--out")];

    /// <summary>Reads <c>KEY=A,B,C</c>; a comma in brackets, braces or quotes divides nothing.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ConfigurationException">The key is unknown or not one for grids, or there is an empty value.</exception>
    public static GridAxis Parse(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split < 0)
        {
            throw Wrong(text, "no '='", "KEY=VALUE,VALUE");
        }

        var key = KeyOf(text, text[..split].Trim());
        if (Taken.FirstOrDefault(taken => taken.Key == key) is { Instead: { } instead })
        {
            throw Wrong(text, $"key '{key.Path}'", $"another one: this one is set by {instead}");
        }

        var values = TopLevel.Split(text[(split + 1)..]);
        return values.Any(value => value.Length == 0)
            ? throw Wrong(text, "an empty value", "values between commas (an empty string is written \"\")")
            : new GridAxis(key, values);
    }

    private static ConfigurationKey KeyOf(string text, string written)
    {
        try
        {
            var path = HoconPath.Parse(written);
            if (NeuroKeys.Schema.Keys.FirstOrDefault(key => key.Path.Equals(path)) is { } key)
            {
                return key;
            }
        }
        catch (HoconException e)
        {
            throw new ConfigurationException($"{Option} {text}: {e.Message}", e);
        }

        var nearest = Spelling.Nearest(written, NeuroKeys.Schema.Keys.Select(key => key.Path.ToString()));
        throw Wrong(text, $"unknown key '{written}'", "a key of reference.conf" + (nearest is null ? string.Empty : $" (nearest: {nearest})"));
    }

    private static ConfigurationException Wrong(string text, string found, string expected) => new($"{Option} {text}: found {found}, expected {expected}");
}
