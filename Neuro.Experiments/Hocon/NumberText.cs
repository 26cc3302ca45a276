using System.Globalization;

namespace Neuro.Experiments.Hocon;

/// <summary>Numbers as text: the grammar of JSON, and equality without rounding.</summary>
internal static class NumberText
{
    /// <summary>True for the grammar of JSON: no leading plus, no leading zeros, digits on both sides of a point.</summary>
    public static bool IsJson(ReadOnlySpan<char> text)
    {
        int at = text.StartsWith("-") ? 1 : 0;
        int whole = Digits(text, ref at);
        return whole > 0 && (whole == 1 || text[at - whole] != '0') && Tail(text, at);
    }

    /// <summary>As <see cref="IsJson"/>, but a string may also begin with a plus or with a point, as in <c>.5</c>.</summary>
    public static bool IsRelaxedNumber(ReadOnlySpan<char> text)
    {
        int at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        int start = at;
        int whole = Digits(text, ref at);
        if (whole > 1 && text[start] == '0')
        {
            return false;
        }

        return whole > 0 ? Tail(text, at) : at < text.Length && text[at] == '.' && Tail(text, at);
    }

    /// <summary>True when both are the same rational number: <c>1e3</c>, <c>1000</c> and <c>1000.0</c>.</summary>
    public static bool SameNumber(string left, string right) =>
        Canonical(left) is { } a && Canonical(right) is { } b && a == b;

    /// <summary>True when more digits were written than a decimal holds.</summary>
    public static bool LosesDigits(string text) => Canonical(text) is not { } c || c.Digits.Length > 28;

    /// <summary>Cuts a long text for an error message.</summary>
    public static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");

    private static (bool Negative, string Digits, long Exponent)? Canonical(string text)
    {
        int e = text.IndexOfAny(['e', 'E']);
        long exponent = 0;
        if (e >= 0 && !long.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return null;
        }

        string mantissa = e >= 0 ? text[..e] : text;
        bool negative = mantissa.StartsWith('-');
        mantissa = mantissa.TrimStart('-', '+');
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        string kept = digits.TrimEnd('0');
        if (kept.TrimStart('0').Length == 0)
        {
            return (false, string.Empty, 0);
        }

        long scale = (point < 0 ? 0 : point - digits.Length) + (digits.Length - kept.Length);
        return (negative, kept.TrimStart('0'), unchecked(exponent + scale));
    }

    private static bool Tail(ReadOnlySpan<char> text, int at)
    {
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
            {
                at++;
            }

            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start;
    }
}
