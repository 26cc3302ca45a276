using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Neuro.Experiments.Results;

namespace Neuro.Experiments.Sweeps;

/// <summary>What the folder of a cell is called: the same on every machine, for every order in which the grid is written.</summary>
internal static partial class CellName
{
    private const int Longest = 120;
    private const int Kept = 100;
    private const int HashDigits = 8;

    /// <summary><c>EXPERIMENT_KEY-VALUE_..._seedN</c>, with a hash at the end where the name alone does not tell all.</summary>
    /// <param name="experiment">The name of the experiment.</param>
    /// <param name="values">Keys and values of the grid, each value in its canonical form.</param>
    /// <param name="seed">The seed.</param>
    public static string Of(string experiment, IEnumerable<(string Key, string Value)> values, long seed)
    {
        var ordered = values.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        List<string> parts = [experiment, .. ordered.Select(pair => $"{pair.Key}-{Short(pair.Value)}"), $"seed{seed}"];
        var name = string.Join('_', parts.Select(RunFolder.Plain)).TrimStart('.');
        return name.Length <= Longest && parts[0] == RunFolder.Plain(parts[0]) && parts[0][0] != '.' && ordered.TrueForAll(pair => IsPlain(pair.Value))
            ? name
            : $"{name[..Math.Min(Kept, name.Length)]}_{Hash(experiment, ordered, seed)}";
    }

    /// <summary>Numbers, words, lists of numbers and durations can be read off their short forms.</summary>
    private static bool IsPlain(string value) => PlainValue().IsMatch(value);

    private static string Short(string value) => value.Trim('[', ']', '"').Replace(", ", "-", StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal);

    private static string Hash(string experiment, List<(string Key, string Value)> values, long seed)
    {
        var text = string.Join('\n', [experiment, .. values.Select(pair => $"{pair.Key}={pair.Value}"), $"{seed}"]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];
    }

    [GeneratedRegex(@"^([A-Za-z0-9._-]+|-?[0-9.]+(E[-0-9]+)? ms|\[-?[0-9.]+(E[-0-9]+)?(, -?[0-9.]+(E[-0-9]+)?)*\])$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainValue();
}
