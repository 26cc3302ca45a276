using System.Globalization;

namespace Neuro.Experiments.Hocon;

/// <summary>The characters that the format names.</summary>
internal static class CharacterClass
{
    /// <summary>All separators of Unicode, the separating control characters of ASCII, and the byte order mark; includes the new line.</summary>
    public static bool IsSpace(char c) => c switch
    {
        '\t' or '\n' or '\v' or '\f' or '\r' or ' ' or '\u001c' or '\u001d' or '\u001e' or '\u001f' or '\ufeff' => true,
        < '\u0080' => false,
        _ => char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    /// <summary>What an unquoted string may not hold, white space apart.</summary>
    public static bool IsReserved(char c) => c is '$' or '"' or '{' or '}' or '[' or ']' or ':' or '=' or ',' or '+' or '#' or '`' or '^'
        or '?' or '!' or '@' or '*' or '&' or '\\';

    public static bool IsNumberStart(char c) => char.IsAsciiDigit(c) || c == '-';

    public static bool IsNumberPart(char c) => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e' or 'E';
}
