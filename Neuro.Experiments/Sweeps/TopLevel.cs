namespace Neuro.Experiments.Sweeps;

/// <summary>Divides HOCON at the commas that belong to no list, section or quoted string.</summary>
internal static class TopLevel
{
    /// <summary>The pieces between commas, without white space around them.</summary>
    /// <param name="text">Such as <c>[300],[300,100]</c>.</param>
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> pieces = [];
        var (depth, start, isQuoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '[' or '{' or '(' when !isQuoted:
                    depth++;
                    break;
                case ']' or '}' or ')' when !isQuoted:
                    depth--;
                    break;
                case ',' when !isQuoted && depth == 0:
                    pieces.Add(text[start..i].Trim());
                    start = i + 1;
                    break;
            }
        }

        pieces.Add(text[start..].Trim());
        return pieces;
    }
}
