using System.Globalization;

namespace Neuro.Experiments.Numpy;

/// <summary>Reads the dictionary in the header of an <c>.npy</c> file: a literal of Python with the keys descr, fortran_order and shape, in any order.</summary>
/// <param name="text">The header.</param>
/// <param name="file">The file, for messages.</param>
/// <param name="array">The array, for messages.</param>
internal sealed class NpyDictionary(string text, string file, string array)
{
    private int _at;
    private string? _code;
    private bool? _fortran;
    private int[]? _shape;

    /// <summary>What the dictionary says.</summary>
    /// <exception cref="NumpyException">It is no such dictionary, or says what is not read here.</exception>
    public NpyHeader Header()
    {
        Expect('{');
        while (!TryTake('}'))
        {
            Entry();
            if (!TryTake(','))
            {
                Expect('}');
                break;
            }
        }

        if (Peek() != '\0')
        {
            throw Wrong("the end of the header");
        }

        if (_code is null || _fortran is null || _shape is null)
        {
            throw new NumpyException(file, array, $"the header {text.Trim()}", "one with the keys 'descr', 'fortran_order' and 'shape'");
        }

        if (_fortran == true)
        {
            throw new NumpyException(file, array, "an array in Fortran order", "C order (numpy.ascontiguousarray)");
        }

        return new NpyHeader(NumpyTypes.OfCode(_code) ?? throw new NumpyException(file, array, $"values of type '{_code}'", $"one of {NumpyTypes.Codes}"), _shape);
    }

    private void Entry()
    {
        var key = Quoted();
        Expect(':');
        switch (key)
        {
            case "descr" when _code is null:
                _code = Quoted();
                break;
            case "fortran_order" when _fortran is null:
                _fortran = TryWord("True") ? true : TryWord("False") ? false : throw Wrong("True or False");
                break;
            case "shape" when _shape is null:
                _shape = Shape();
                break;
            default:
                throw new NumpyException(file, array, $"the key '{key}' in the header", "each of 'descr', 'fortran_order' and 'shape' once");
        }
    }

    private int[] Shape()
    {
        Expect('(');
        var sizes = new List<int>();
        while (!TryTake(')'))
        {
            sizes.Add(Size());
            if (!TryTake(','))
            {
                if (sizes.Count == 1)
                {
                    // A number in parentheses is no tuple in Python.
                    throw Wrong("','");
                }

                Expect(')');
                break;
            }
        }

        return [.. sizes];
    }

    private int Size()
    {
        Peek();
        var end = _at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        if (!int.TryParse(text.AsSpan(_at, end - _at), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw Wrong($"a size, 0 to {int.MaxValue}");
        }

        _at = end;
        return size;
    }

    private string Quoted()
    {
        var quote = Peek();
        var end = quote is '\'' or '"' ? text.IndexOf(quote, _at + 1) : -1;
        if (end < 0)
        {
            throw Wrong("a text in quotes");
        }

        var quoted = text[(_at + 1)..end];
        _at = end + 1;
        return quoted;
    }

    private bool TryWord(string word)
    {
        Peek();
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    private bool TryTake(char sign)
    {
        if (Peek() != sign)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char sign)
    {
        if (!TryTake(sign))
        {
            throw Wrong($"'{sign}'");
        }
    }

    /// <summary>The next sign that is no space; zero at the end.</summary>
    private char Peek()
    {
        while (_at < text.Length && text[_at] is ' ' or '\n' or '\t' or '\r')
        {
            _at++;
        }

        return _at < text.Length ? text[_at] : '\0';
    }

    private NumpyException Wrong(string expected) =>
        new(file, array, _at < text.Length ? $"'{text[_at]}' at position {_at} of the header" : "the end of the header", expected);
}
