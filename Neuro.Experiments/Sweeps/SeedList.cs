using System.Globalization;
using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Sweeps;

/// <summary>The seeds of a sweep.</summary>
internal static class SeedList
{
    /// <summary>More runs than this are a mistake.</summary>
    public const int Most = 100_000;

    private const string Expected = "seeds such as 1..5, or 1,4,7..9";

    /// <summary>Reads <c>A..B</c>, or several of such ranges and single seeds between commas.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ConfigurationException">It is something else, a range runs backwards, or a seed occurs twice.</exception>
    public static IReadOnlyList<long> Parse(string text)
    {
        List<long> seeds = [];
        foreach (var piece in text.Split(','))
        {
            var ends = piece.Split("..");
            var first = Number(ends[0], text);
            var last = ends.Length switch { 1 => first, 2 => Number(ends[1], text), _ => throw Wrong(text, Expected) };
            if (last < first)
            {
                throw Wrong($"{first}..{last}", $"the smaller seed first: {last}..{first}");
            }

            if (last - first >= Most - seeds.Count)
            {
                throw Wrong(text, $"at most {Most} seeds");
            }

            for (var seed = first; seed <= last; seed++)
            {
                seeds.Add(seed);
            }
        }

        return seeds.GroupBy(seed => seed).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw Wrong($"seed {twice.Key} twice", "each once")
            : seeds;
    }

    private static long Number(string text, string whole) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue ? number : throw Wrong(whole, Expected);

    private static ConfigurationException Wrong(string found, string expected) => new($"--seeds: found {found}, expected {expected}");
}
