using System.Globalization;
using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Sweeps;

/// <summary>The part of a sweep that one job of an array does: every <paramref name="Count"/>-th cell.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">How many parts.</param>
internal readonly record struct Shard(int Index, int Count)
{
    /// <summary>All of it.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>I/N</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ConfigurationException">It is something else, or there is no such part.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [var index, var count]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && i >= 1 && i <= n
            ? new Shard(i, n)
            : throw new ConfigurationException($"--shard: found {text}, expected I/N with I from 1 to N, such as 1/4");

    /// <summary>The part of a list.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> all)
    {
        var (index, count) = (Index, Count);
        return all.Where((_, i) => i % count == index - 1);
    }
}
