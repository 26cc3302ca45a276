using System.Globalization;

namespace Neuro.Experiments.Charts;

/// <summary>Numbers as a reader of a figure expects them, the same on every machine.</summary>
internal static class NumberText
{
    private const char Minus = '\u2212';

    /// <summary>A whole number.</summary>
    public static string Whole(long value) => Signed(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number with so many digits behind the point.</summary>
    public static string Fixed(double value, int decimals)
    {
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return Signed(text.AsSpan().ContainsAnyInRange('1', '9') ? text : text.TrimStart('-'));
    }

    private static string Signed(string text) => text.Replace('-', Minus);
}
