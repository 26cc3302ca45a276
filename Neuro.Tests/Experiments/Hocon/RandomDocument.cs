using System.Globalization;
using System.Text;

namespace Neuro.Tests.Experiments.Hocon;

/// <summary>Random JSON trees, and documents that hold some of everything.</summary>
internal sealed class RandomDocument(int seed)
{
    private const string Characters = "abz019 .-_/\\\"'{}[]:=,+#`^?!@*&$\n\t\u0001\u00e9\u2028\ud83d\ude00\ufeff";

    public static readonly string[] Samples =
    [
        "a { b = [1, 2, ${c.d}], c = ${?X} y }, c.d = \"q\\u00e9\" // t\n# u\ne += 1, e += { f : 1.5e3 }",
        "base { x = 1, y = ${base.x}z }\nnext = ${base} { x = 2 }, next.x = ${next.x}\"0\"\n\"a.b\".c : \"\"\"t\"q\"\"\"\n",
        "[ 1, true, null, [ [], {} ], \"s\" t, { k { l = 10 ms } } ]",
        "include \"none\", p : /bin:x\nq = [1\n2\n3] ${?r} [4]\nr = ${q}, s = ${s}",
    ];

    private readonly Random _random = new(seed);

    public string Json(int depth)
    {
        int kind = _random.Next(depth > 0 ? 7 : 5);
        return kind switch
        {
            0 => "null",
            1 => _random.Next(2) == 0 ? "true" : "false",
            2 => Number(),
            3 or 4 => Text(),
            5 => "[" + string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Json(depth - 1))) + "]",
            _ => Object(depth),
        };
    }

    public string Object(int depth) =>
        "{" + string.Join(',', Enumerable.Range(0, _random.Next(5)).Select(i => Text(i) + ":" + Json(depth - 1))) + "}";

    public string Mutate(string text)
    {
        var result = new StringBuilder(text);
        for (int i = _random.Next(1, 6); i > 0; i--)
        {
            int at = _random.Next(result.Length + 1);
            int length = Math.Min(_random.Next(1, 8), result.Length - at);
            switch (_random.Next(4))
            {
                case 0:
                    result.Remove(at, length);
                    break;
                case 1:
                    result.Insert(at, Characters[_random.Next(Characters.Length)]);
                    break;
                case 2:
                    string part = result.ToString(at, length);
                    result.Insert(_random.Next(result.Length + 1), part);
                    break;
                default:
                    string other = Samples[_random.Next(Samples.Length)];
                    int from = _random.Next(other.Length);
                    result.Insert(at, other.AsSpan(from, Math.Min(_random.Next(1, 12), other.Length - from)));
                    break;
            }
        }

        return result.ToString();
    }

    private string Number() => _random.Next(3) switch
    {
        0 => _random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture),
        1 => _random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => $"{_random.Next(10)}.{_random.Next(100)}e{(_random.Next(2) == 0 ? "+" : "-")}{_random.Next(300)}",
    };

    /// <summary>A JSON string; the index makes keys of one object differ.</summary>
    private string Text(int? index = null)
    {
        var text = new StringBuilder("\"");
        for (int i = _random.Next(6); i > 0; i--)
        {
            char c = Characters[_random.Next(Characters.Length)];
            text.Append(c < ' ' || char.IsSurrogate(c) || c is '"' or '\\' ? $"\\u{(int)(char.IsSurrogate(c) ? 'x' : c):x4}" : c);
        }

        return text.Append(index).Append('"').ToString();
    }
}
