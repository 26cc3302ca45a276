namespace Neuro.Experiments.Hocon;

/// <summary>Cuts a document into tokens, one ahead of the reader.</summary>
internal sealed class Scanner(string text, string source, KeyTrail trail)
{
    private static readonly string[] s_literals = ["true", "false", "null"];

    private int _at;
    private int _line = 1;
    private int _lineStart;
    private Token? _next;

    /// <summary>The next token, left in place.</summary>
    public Token Peek() => _next ??= Scan();

    /// <summary>The next token, taken.</summary>
    public Token Take()
    {
        Token token = Peek();
        _next = null;
        return token;
    }

    /// <summary>Makes part of a token that was taken the next one; nothing may have been peeked at since.</summary>
    public void PutBack(Token rest) => _next = rest;

    /// <summary>Takes white space, and new lines if wanted.</summary>
    /// <returns>True when there was a new line.</returns>
    public bool Skip(bool newlines)
    {
        bool sawNewline = false;
        while (Peek().Kind == TokenKind.Space || (newlines && Peek().Kind == TokenKind.Newline))
        {
            sawNewline |= Take().Kind == TokenKind.Newline;
        }

        return sawNewline;
    }

    public HoconOrigin Origin(Token token) => new(source, token.Line, token.Column);

    public HoconException Fail(Token found, string expected) => Fail(found, found.Describe(), expected);

    public HoconException Fail(Token at, string found, string expected) => new(Origin(at), trail.ToString(), found, expected);

    private Token Scan()
    {
        SkipComment();
        if (_at == text.Length)
        {
            return Make(TokenKind.End, 0);
        }

        char c = text[_at];
        switch (c)
        {
            case '\n':
                Token newline = Make(TokenKind.Newline, 1);
                _line++;
                _lineStart = _at;
                return newline;
            case ',':
                return Make(TokenKind.Comma, 1);
            case ':':
                return Make(TokenKind.Colon, 1);
            case '=':
                return Make(TokenKind.EqualSign, 1);
            case '{':
                return Make(TokenKind.OpenBrace, 1);
            case '}':
                return Make(TokenKind.CloseBrace, 1);
            case '[':
                return Make(TokenKind.OpenBracket, 1);
            case ']':
                return Make(TokenKind.CloseBracket, 1);
            case '+' when At(1) == '=':
                return Make(TokenKind.PlusEquals, 2);
            case '$' when At(1) == '{':
                return Make(TokenKind.OpenSubstitution, At(2) == '?' ? 3 : 2);
            case '"':
                return ScanQuoted();
            default:
                return CharacterClass.IsSpace(c) ? ScanSpace() : ScanUnquoted();
        }
    }

    private char At(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private Token Make(TokenKind kind, int length)
    {
        var token = new Token(kind, text.Substring(_at, length), _line, _at - _lineStart + 1);
        _at += length;
        return token;
    }

    private void SkipComment()
    {
        if (At(0) == '#' || (At(0) == '/' && At(1) == '/'))
        {
            int end = text.IndexOf('\n', _at);
            _at = end < 0 ? text.Length : end;
        }
    }

    private Token ScanSpace()
    {
        int end = _at;
        while (end < text.Length && text[end] != '\n' && CharacterClass.IsSpace(text[end]))
        {
            end++;
        }

        return Make(TokenKind.Space, end - _at);
    }

    private Token ScanUnquoted()
    {
        if (CharacterClass.IsNumberStart(text[_at]))
        {
            return ScanNumber();
        }

        foreach (string literal in s_literals)
        {
            if (string.CompareOrdinal(text, _at, literal, 0, literal.Length) == 0)
            {
                return Make(TokenKind.Literal, literal.Length);
            }
        }

        int end = _at;
        while (end < text.Length && !CharacterClass.IsSpace(text[end]) && !CharacterClass.IsReserved(text[end])
            && !(text[end] == '/' && end + 1 < text.Length && text[end + 1] == '/'))
        {
            end++;
        }

        return end > _at ? Make(TokenKind.Unquoted, end - _at) : throw Reserved();
    }

    private Token ScanNumber()
    {
        int end = _at;
        while (end < text.Length && CharacterClass.IsNumberPart(text[end])
            && !(text[end] == '+' && end + 1 < text.Length && text[end + 1] == '='))
        {
            end++;
        }

        ReadOnlySpan<char> number = text.AsSpan(_at, end - _at);
        if (NumberText.IsJson(number))
        {
            return Make(TokenKind.Number, number.Length);
        }

        int plus = number.IndexOf('+');
        if (plus >= 0)
        {
            _at += plus;
            throw Reserved();
        }

        return Make(TokenKind.Unquoted, number.Length);
    }

    private HoconException Reserved() =>
        Fail(Make(TokenKind.Unquoted, 1), "a key or value (this character is allowed in quoted strings only)");

    private Token ScanQuoted()
    {
        Token start = Make(TokenKind.Quoted, 1);
        if (At(0) == '"' && At(1) == '"')
        {
            return start with { Text = ScanTripleQuoted(start) };
        }

        (string value, int length) = QuotedText.Read(text, _at, (offset, found, expected) =>
            new HoconException(new HoconOrigin(source, _line, offset - _lineStart + 1), trail.ToString(), found, expected));
        _at += length;
        return start with { Text = value };
    }

    private string ScanTripleQuoted(Token start)
    {
        int from = _at + 2;
        int close = text.IndexOf("\"\"\"", from, StringComparison.Ordinal);
        if (close < 0)
        {
            throw new HoconException(Origin(start), trail.ToString(), "a string that does not end", "a closing \"\"\"");
        }

        int end = close + 3;
        while (end < text.Length && text[end] == '"')
        {
            end++;
        }

        for (int i = _at; i < end; i++)
        {
            if (text[i] == '\n')
            {
                _line++;
                _lineStart = i + 1;
            }
        }

        _at = end;
        return text[from..(end - 3)];
    }
}
