using System.Globalization;
using System.Text;

namespace Neuro.Experiments.Hocon;

/// <summary>Reads the line format of Java properties, which documents may include: keys with dots, all values strings.</summary>
internal static class PropertiesText
{
    /// <summary>Reads a file. Where a key holds both a string and an object, the object stays, in whatever order they come.</summary>
    /// <exception cref="HoconException">An escape is malformed, or a key has too many levels.</exception>
    public static HoconObject Parse(string text, string source, HoconOptions options, KeyTrail trail)
    {
        var entries = new List<(string[] Path, HoconScalar Value)>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            var origin = new HoconOrigin(source, i + 1, 1);
            string line = lines[i].TrimEnd('\r').TrimStart(' ', '\t', '\f', '\ufeff');
            if (line.Length == 0 || line[0] is '#' or '!')
            {
                continue;
            }

            while (EndsInBackslash(line) && i + 1 < lines.Length)
            {
                i++;
                line = line[..^1] + lines[i].TrimEnd('\r').TrimStart(' ', '\t', '\f');
            }

            int split = KeyEnd(line);
            string rest = line[split..].TrimStart(' ', '\t', '\f');
            string value = rest.StartsWith('=') || rest.StartsWith(':') ? rest[1..].TrimStart(' ', '\t', '\f') : rest;
            string[] path = Unescape(line[..split], origin, trail).Split('.');
            if (path.Length + trail.Depth > options.MaxDepth)
            {
                throw new HoconException(origin, trail.ToString(), $"more than {options.MaxDepth} nested levels", $"at most {options.MaxDepth}");
            }

            entries.Add((path, HoconScalar.FromString(origin, Unescape(value, origin, trail))));
        }

        // Shorter paths first: the object at a longer one then replaces the string.
        var builder = new ObjectBuilder(new HoconOrigin(source, 1, 1));
        foreach ((string[] path, HoconScalar value) in entries.OrderBy(e => e.Path.Length))
        {
            builder.Put(path, 0, value, value.Origin);
        }

        return builder.Build();
    }

    private static bool EndsInBackslash(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    private static int KeyEnd(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] is '=' or ':' or ' ' or '\t' or '\f')
            {
                return i;
            }
        }

        return line.Length;
    }

    private static string Unescape(string text, HoconOrigin origin, KeyTrail trail)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                plain.Append(i < text.Length ? text[i] : string.Empty);
            }
            else if (text[i] != 'u')
            {
                plain.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'f' => '\f', char other => other });
            }
            else if (i + 4 < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            {
                plain.Append((char)unit);
                i += 4;
            }
            else
            {
                throw new HoconException(origin, trail.ToString(), "a malformed escape \\u", "\\u and four hexadecimal digits");
            }
        }

        return plain.ToString();
    }
}
