using System.Text;

namespace Neuro.Experiments.Hocon;

/// <summary>A path through objects: at least one key.</summary>
public sealed class HoconPath : IEquatable<HoconPath>
{
    private readonly string[] _elements;

    /// <summary>A path of given keys, taken literally.</summary>
    /// <param name="elements">The keys, outermost first.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public HoconPath(params IEnumerable<string> elements)
    {
        _elements = [.. elements];
        if (_elements.Length == 0)
        {
            throw new ArgumentException("found no key, expected at least one", nameof(elements));
        }
    }

    /// <summary>The keys, outermost first.</summary>
    public IReadOnlyList<string> Elements => _elements;

    /// <summary>Reads a path expression: keys separated by dots, quoted where they hold one.</summary>
    /// <param name="text">The expression, such as <c>a."b.c".d</c>.</param>
    /// <exception cref="HoconException">The expression is empty, has an empty key, or holds a character that must be quoted.</exception>
    public static HoconPath Parse(string text)
    {
        var scanner = new Scanner(text, $"path \"{NumberText.Shorten(text)}\"", new KeyTrail());
        HoconPath path = PathReader.Read(scanner, allowNewlines: true);
        return scanner.Peek().Kind == TokenKind.End ? path : throw scanner.Fail(scanner.Peek(), "the end of the path");
    }

    /// <summary>True when the text can stand as a key without quotes.</summary>
    internal static bool IsPlain(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !string.Equals(key, "include", StringComparison.Ordinal);

    internal HoconPath Append(HoconPath more) => new([.. _elements, .. more._elements]);

    /// <summary>The path expression that <see cref="Parse"/> reads back.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (string element in _elements)
        {
            text.Append(text.Length == 0 ? string.Empty : ".").Append(IsPlain(element) ? element : Renderer.Quote(element));
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(HoconPath? other) => other is not null && other._elements.AsSpan().SequenceEqual(_elements);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HoconPath);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_elements.Length, _elements[0], _elements[^1]);
}
