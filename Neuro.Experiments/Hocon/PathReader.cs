using System.Text;

namespace Neuro.Experiments.Hocon;

/// <summary>Reads a path expression, as a key or inside a substitution.</summary>
internal static class PathReader
{
    /// <summary>Reads as far as the expression goes.</summary>
    /// <exception cref="HoconException">There is no key, or one is empty and not quoted.</exception>
    public static HoconPath Read(Scanner scanner, bool allowNewlines = false)
    {
        scanner.Skip(allowNewlines);
        Token first = scanner.Peek();
        var elements = new List<string>();
        var element = new StringBuilder();
        bool isQuoted = false;
        string gap = string.Empty;
        if (!first.IsText)
        {
            throw scanner.Fail(first, "a key");
        }

        while (scanner.Peek().IsText || scanner.Peek().Kind == TokenKind.Space)
        {
            Token token = scanner.Take();
            if (token.Kind == TokenKind.Space)
            {
                gap = token.Text;
                continue;
            }

            element.Append(gap);
            gap = string.Empty;
            if (token.Kind == TokenKind.Quoted)
            {
                element.Append(token.Text);
                isQuoted = true;
                continue;
            }

            string[] parts = token.Text.Split('.');
            for (int i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    elements.Add(Finish(element, isQuoted, scanner, token));
                    isQuoted = false;
                }

                element.Append(parts[i]);
            }
        }

        elements.Add(Finish(element, isQuoted, scanner, first));
        scanner.Skip(allowNewlines);
        return new HoconPath(elements);
    }

    private static string Finish(StringBuilder element, bool isQuoted, Scanner scanner, Token at)
    {
        if (element.Length == 0 && !isQuoted)
        {
            throw scanner.Fail(at, "a path with an empty key", "a key on both sides of every dot (an empty one is written \"\")");
        }

        string value = element.ToString();
        element.Clear();
        return value;
    }
}
