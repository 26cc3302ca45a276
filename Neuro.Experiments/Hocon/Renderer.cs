using System.Globalization;
using System.Text;

namespace Neuro.Experiments.Hocon;

/// <summary>Writes resolved trees.</summary>
internal sealed class Renderer
{
    private readonly StringBuilder _out = new();
    private readonly bool _json;
    private readonly bool _indented;

    private Renderer(bool json, bool indented) => (_json, _indented) = (json, indented);

    public static string Render(HoconValue value, bool json, bool indented)
    {
        if (!value.IsResolved)
        {
            throw new HoconException(value.Origin, string.Empty, value.Describe(), "a resolved value: call Resolve first");
        }

        var renderer = new Renderer(json, indented);
        if (!json && value is HoconObject root)
        {
            renderer.Fields(root, 0);
        }
        else
        {
            renderer.Value(value, 0);
        }

        return renderer._out.ToString();
    }

    /// <summary>A string in the grammar of JSON; half surrogate pairs are escaped, so that the text can be encoded.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                quoted.Append(c).Append(text[++i]);
            }
            else if (c < ' ' || char.IsSurrogate(c) || c is '\u007f' or '\u2028' or '\u2029' or '\ufeff')
            {
                quoted.Append(c switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                });
            }
            else
            {
                quoted.Append(c is '"' or '\\' ? "\\" : string.Empty).Append(c);
            }
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlainString(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && !text.StartsWith("true", StringComparison.Ordinal) && !text.StartsWith("false", StringComparison.Ordinal)
        && !text.StartsWith("null", StringComparison.Ordinal);

    private void Value(HoconValue value, int level)
    {
        switch (value)
        {
            case HoconObject { Count: > 0 } fields:
                Open('{');
                Fields(fields, level + 1);
                Close('}', level);
                break;
            case HoconObject:
                _out.Append("{}");
                break;
            case HoconArray { Count: > 0 } array:
                Array(array, level);
                break;
            case HoconArray:
                _out.Append("[]");
                break;
            case HoconScalar { Kind: HoconKind.String } text:
                _out.Append(!_json && IsPlainString(text.Text) ? text.Text : Quote(text.Text));
                break;
            case HoconScalar other:
                _out.Append(other.Text);
                break;
        }
    }

    private void Fields(HoconObject fields, int level)
    {
        bool isFirst = true;
        foreach ((string key, HoconValue value) in fields)
        {
            Separate(ref isFirst, level);
            _out.Append(!_json && HoconPath.IsPlain(key) ? key : Quote(key));
            _out.Append(_json ? ":" : value is HoconObject { Count: > 0 } ? string.Empty : " =").Append(_indented ? " " : string.Empty);
            Value(value, level);
        }
    }

    private void Array(HoconArray array, int level)
    {
        if (array.All(e => e is HoconScalar))
        {
            _out.Append('[');
            for (int i = 0; i < array.Count; i++)
            {
                _out.Append(i == 0 ? string.Empty : _indented ? ", " : ",");
                Value(array[i], level);
            }

            _out.Append(']');
            return;
        }

        Open('[');
        bool isFirst = true;
        foreach (HoconValue element in array)
        {
            Separate(ref isFirst, level + 1);
            Value(element, level + 1);
        }

        Close(']', level);
    }

    private void Open(char bracket)
    {
        _out.Append(bracket);
        if (_indented)
        {
            _out.Append('\n');
        }
    }

    private void Close(char bracket, int level)
    {
        if (_indented)
        {
            _out.Append('\n').Append(' ', 2 * level);
        }

        _out.Append(bracket);
    }

    private void Separate(ref bool isFirst, int level)
    {
        if (!isFirst)
        {
            _out.Append(_json ? "," : string.Empty).Append(_indented ? "\n" : string.Empty);
        }

        isFirst = false;
        if (_indented)
        {
            _out.Append(' ', 2 * level);
        }
    }
}
