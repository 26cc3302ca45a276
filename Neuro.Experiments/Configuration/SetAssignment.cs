using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Reads <c>KEY=VALUE</c>.</summary>
internal static class SetAssignment
{
    /// <summary>Reads an assignment; the origin is what messages call it.</summary>
    /// <exception cref="HoconException">There is no key, no value, or more than one value.</exception>
    public static HoconObject Parse(string assignment, string origin)
    {
        int split = SeparatorOf(assignment);
        var here = new HoconOrigin(origin, 0, 0);
        if (split < 0)
        {
            throw new HoconException(here, string.Empty, "no '='", "KEY=VALUE");
        }

        bool appends = split > 0 && assignment[split - 1] == '+';
        HoconPath path = HoconPath.Parse(assignment[..(appends ? split - 1 : split)]);

        // An array holds exactly one value or the text holds more than one: nothing can slip in behind a comma or a new line.
        var values = (HoconArray)HoconParser.ParseValue($"[{assignment[(split + 1)..]}\n]", origin);
        if (values.Count != 1)
        {
            throw new HoconException(here, path.ToString(), values.Count == 0 ? "no value" : $"{values.Count} values", "one value (a list is written [a, b], an empty string \"\")");
        }

        return HoconObject.Of(path, appends ? new HoconAppend(here, path.ToString(), [values[0]]) : values[0]);
    }

    /// <summary>The first equal sign outside quotes, or -1.</summary>
    private static int SeparatorOf(string assignment)
    {
        bool isQuoted = false;
        for (int i = 0; i < assignment.Length; i++)
        {
            if (assignment[i] == '\\' && isQuoted)
            {
                i++;
            }
            else if (assignment[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (assignment[i] == '=' && !isQuoted)
            {
                return i;
            }
        }

        return -1;
    }
}
