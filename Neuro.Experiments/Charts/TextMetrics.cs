namespace Neuro.Experiments.Charts;

/// <summary>How wide text is, before anything draws it.</summary>
/// <remarks>The widths are those of Helvetica, which Arial and Liberation Sans share.</remarks>
internal static class TextMetrics
{
    /// <summary>What a character is taken to be when its width is unknown, in thousandths of the size.</summary>
    private const int Unknown = 600;

    /// <summary>From here on scripts have characters as wide as high.</summary>
    private const char Wide = '\u2E80';

    /// <summary>Widths of the characters from the space to the tilde, in thousandths of the size.</summary>
    private static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Width of a line of text.</summary>
    /// <param name="text">The line.</param>
    /// <param name="size">Size of its letters in pixels.</param>
    public static double Width(string text, double size)
    {
        var thousandths = 0;
        foreach (var letter in text)
        {
            thousandths += letter is >= ' ' and <= '~' ? Widths[letter - ' '] : letter >= Wide ? 1000 : Unknown;
        }

        return thousandths * size / 1000;
    }

    /// <summary>Breaks text at spaces into lines of a width; a longer word has a line of its own.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Width($"{lines[^1]} {word}", size) <= width)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    /// <summary>Cuts text to a width; what was cut is told by an ellipsis.</summary>
    public static string Cut(string text, double size, double width)
    {
        if (Width(text, size) <= width)
        {
            return text;
        }

        var length = text.Length;
        while (length > 0 && Width(text[..length] + "…", size) > width)
        {
            length--;
        }

        // Never half of a surrogate pair.
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
    }
}
