using System.Globalization;
using System.Text;

namespace Neuro.Experiments.Hocon;

/// <summary>Strings in the grammar of JSON.</summary>
internal static class QuotedText
{
    /// <summary>Reads from behind the opening quote.</summary>
    /// <param name="text">The document.</param>
    /// <param name="start">Offset of the first character behind the opening quote.</param>
    /// <param name="fail">Makes the exception from an offset, what was found and what was expected.</param>
    /// <returns>The string, and the number of characters up to and including the closing quote.</returns>
    public static (string Value, int Length) Read(string text, int start, Func<int, string, string, HoconException> fail)
    {
        var value = new StringBuilder();
        for (int at = start; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '"')
            {
                return (value.ToString(), at + 1 - start);
            }

            if (c < ' ')
            {
                throw fail(at, $"the control character U+{(int)c:X4} in a quoted string", "a closing quote, or the character as an escape");
            }

            if (c != '\\')
            {
                value.Append(c);
                continue;
            }

            at++;
            char escape = at < text.Length ? text[at] : '\0';
            if (escape == 'u')
            {
                value.Append(ReadCodeUnit(text, at + 1, fail));
                at += 4;
            }
            else
            {
                value.Append(Unescape(escape) ?? throw fail(
                    at - 1, at < text.Length ? $"the escape '\\{escape}'" : "a backslash at the end of the text", "\\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX"));
            }
        }

        throw fail(start - 1, "a string that does not end", "a closing quote");
    }

    private static char ReadCodeUnit(string text, int at, Func<int, string, string, HoconException> fail)
    {
        string digits = text.Substring(at, Math.Min(4, text.Length - at));
        return digits.Length == 4 && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : throw fail(at - 2, $"the escape '\\u{digits}'", "\\u and four hexadecimal digits");
    }

    private static char? Unescape(char c) => c switch
    {
        '"' or '\\' or '/' => c,
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => null,
    };
}
