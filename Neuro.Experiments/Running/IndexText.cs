using System.Globalization;
using Neuro.Experiments.Data;

namespace Neuro.Experiments.Running;

/// <summary>A selection of numbers as it is written: <c>all</c>, <c>first N</c>, <c>every N</c>, <c>random N</c>, <c>A..B</c> or a single number; where a space cannot stand, a colon does.</summary>
internal static class IndexText
{
    /// <summary>What can be written.</summary>
    public const string Forms = "all, first N, every N, random N, A..B or a number";

    /// <summary>Reads a selection.</summary>
    /// <param name="parts">As it is written; what any of them says is selected.</param>
    /// <param name="count">How many numbers there are, from 0.</param>
    /// <param name="seed">Draws random ones; the same seed and stream draw the same.</param>
    /// <param name="stream">What they are drawn for.</param>
    /// <returns>The numbers selected of those that there are, ascending; null when one of them is none of the forms.</returns>
    public static IReadOnlyList<int>? Read(IEnumerable<string> parts, int count, ulong seed, ulong stream)
    {
        var selected = new SortedSet<int>();
        foreach (var part in parts)
        {
            if (Part(part, count, seed, stream) is not { } numbers)
            {
                return null;
            }

            selected.UnionWith(numbers);
        }

        return [.. selected];
    }

    private static IEnumerable<int>? Part(string part, int count, ulong seed, ulong stream)
    {
        if (part == "all")
        {
            return Enumerable.Range(0, count);
        }

        if (part.Split("..") is [var from, var to])
        {
            return Number(from) is { } first && Number(to) is { } last && first <= last ? Range(first, last, count) : null;
        }

        return part.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["first", var number] when Number(number) is > 0 and var n => Range(0, n - 1, count),
            ["every", var number] when Number(number) is > 0 and var n => Enumerable.Range(0, ((count - 1) / n) + 1).Select(i => i * n),
            ["random", var number] when Number(number) is > 0 and var n => Random(Math.Min(n, count), count, seed, stream),
            [var number] when Number(number) is { } n => Range(n, n, count),
            _ => null,
        };
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<int> Range(int first, int last, int count) => first >= count ? [] : Enumerable.Range(first, Math.Min(last, count - 1) - first + 1);

    /// <summary>The first places of a Fisher-Yates shuffle.</summary>
    private static int[] Random(int wanted, int count, ulong seed, ulong stream)
    {
        var key = CounterHash.Key(seed, stream);
        int[] numbers = [.. Enumerable.Range(0, count)];
        for (var i = 0; i < wanted; i++)
        {
            var j = i + CounterHash.Below(CounterHash.At(key, (ulong)i), count - i);
            (numbers[i], numbers[j]) = (numbers[j], numbers[i]);
        }

        return numbers[..wanted];
    }
}
