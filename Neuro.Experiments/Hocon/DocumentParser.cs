namespace Neuro.Experiments.Hocon;

/// <summary>Reads one document by recursive descent.</summary>
internal sealed class DocumentParser(string text, string source, string? file, HoconOptions options, KeyTrail trail, IncludeScope scope)
{
    private const string ValueExpected = "a value";

    private readonly Scanner _scanner = new(text, source, trail);
    private int _depth = trail.Depth;

    /// <summary>Reads the whole text: an object with or without braces, or an array.</summary>
    public HoconValue ParseDocument()
    {
        _scanner.Skip(newlines: true);
        Token first = _scanner.Peek();
        HoconValue root = first.Kind switch
        {
            TokenKind.OpenBrace => ParseObject(),
            TokenKind.OpenBracket => ParseArray(),
            _ => ParseFields(_scanner.Origin(first), TokenKind.End),
        };
        _scanner.Skip(newlines: true);
        return _scanner.Peek().Kind == TokenKind.End ? root : throw _scanner.Fail(_scanner.Peek(), "the end of the text");
    }

    private HoconObject ParseObject()
    {
        Token open = _scanner.Take();
        Enter(open, 1);
        HoconObject result = ParseFields(_scanner.Origin(open), TokenKind.CloseBrace);
        _scanner.Take();
        _depth--;
        return result;
    }

    private HoconObject ParseFields(HoconOrigin origin, TokenKind closing)
    {
        var builder = new ObjectBuilder(origin);
        _scanner.Skip(newlines: true);
        while (_scanner.Peek().Kind != closing)
        {
            if (_scanner.Peek() is { Kind: TokenKind.Unquoted } word && (word.Text == "include" || word.Text.StartsWith("include.", StringComparison.Ordinal)))
            {
                ParseInclude(builder);
            }
            else
            {
                ParseField(builder);
            }

            Separate(closing, closing == TokenKind.End ? "a comma, a new line or the end of the text" : "a comma, a new line or '}'");
        }

        return builder.Build();
    }

    private void ParseInclude(ObjectBuilder builder)
    {
        Token statement = _scanner.Peek();
        HoconObject? included = new IncludeReader(_scanner, file, options, trail, scope).Read();
        foreach ((string key, HoconValue value) in included ?? HoconObject.Empty)
        {
            builder.Put([key], 0, value, _scanner.Origin(statement));
        }
    }

    private void ParseField(ObjectBuilder builder)
    {
        Token start = _scanner.Peek();
        HoconPath path = PathReader.Read(_scanner);
        HoconOrigin origin = _scanner.Origin(start);
        int depth = trail.Depth;
        Enter(start, path.Elements.Count - 1);
        trail.Push(path);
        _scanner.Skip(newlines: true);
        TokenKind separator = _scanner.Peek().Kind;
        if (separator is TokenKind.Colon or TokenKind.EqualSign or TokenKind.PlusEquals)
        {
            _scanner.Take();
        }
        else if (separator != TokenKind.OpenBrace)
        {
            throw _scanner.Fail(_scanner.Peek(), "':', '=', '+=' or '{' after the key");
        }

        HoconValue value = ParseValue();
        builder.Put(path.Elements, 0, separator == TokenKind.PlusEquals ? new HoconAppend(origin, trail.ToString(), [value]) : value, origin);
        trail.Cut(depth);
        _depth -= path.Elements.Count - 1;
    }

    private HoconArray ParseArray()
    {
        Token open = _scanner.Take();
        Enter(open, 1);
        var elements = new List<HoconValue>();
        int depth = trail.Depth;
        _scanner.Skip(newlines: true);
        while (_scanner.Peek().Kind != TokenKind.CloseBracket)
        {
            trail.PushIndex(elements.Count);
            elements.Add(ParseValue());
            trail.Cut(depth);
            Separate(TokenKind.CloseBracket, "a comma, a new line or ']'");
        }

        _scanner.Take();
        _depth--;
        return new HoconArray(_scanner.Origin(open), [.. elements]);
    }

    /// <summary>Takes what stands between two elements: new lines, at most one comma.</summary>
    private void Separate(TokenKind closing, string expected)
    {
        bool isSeparated = _scanner.Skip(newlines: true);
        if (_scanner.Peek().Kind == TokenKind.Comma)
        {
            _scanner.Take();
            _scanner.Skip(newlines: true);
            isSeparated = true;
        }

        if (!isSeparated && _scanner.Peek().Kind != closing)
        {
            throw _scanner.Fail(_scanner.Peek(), expected);
        }
    }

    private HoconValue ParseValue()
    {
        _scanner.Skip(newlines: true);
        Token start = _scanner.Peek();
        var pieces = new List<HoconValue>();
        HoconScalar? gap = null;
        while (true)
        {
            Token token = _scanner.Peek();
            if (token.Kind == TokenKind.Space)
            {
                gap = new HoconScalar(_scanner.Origin(token), HoconKind.String, _scanner.Take().Text, isGap: true);
                continue;
            }

            if (ParsePiece(token) is not { } piece)
            {
                break;
            }

            if (gap is not null)
            {
                pieces.Add(gap);
                gap = null;
            }

            pieces.Add(piece);
        }

        return pieces.Count switch
        {
            0 => throw _scanner.Fail(start, ValueExpected),
            1 => pieces[0],
            _ when pieces.Exists(p => p.Kind == HoconKind.Unresolved) => new HoconConcatenation(_scanner.Origin(start), trail.ToString(), pieces),
            _ => Concatenator.Join(_scanner.Origin(start), trail.ToString(), pieces)!,
        };
    }

    private HoconValue? ParsePiece(Token token) => token.Kind switch
    {
        TokenKind.OpenBrace => ParseObject(),
        TokenKind.OpenBracket => ParseArray(),
        TokenKind.OpenSubstitution => ParseSubstitution(),
        TokenKind.Quoted or TokenKind.Unquoted => new HoconScalar(_scanner.Origin(token), HoconKind.String, _scanner.Take().Text),
        TokenKind.Number => new HoconScalar(_scanner.Origin(token), HoconKind.Number, _scanner.Take().Text),
        TokenKind.Literal => new HoconScalar(
            _scanner.Origin(token), token.Text == "null" ? HoconKind.Null : HoconKind.Boolean, _scanner.Take().Text),
        _ => null,
    };

    private HoconReference ParseSubstitution()
    {
        Token open = _scanner.Take();
        HoconPath target = PathReader.Read(_scanner);
        bool isList = _scanner.Peek().Kind == TokenKind.OpenBracket;
        if (isList)
        {
            _scanner.Take();
            Expect(TokenKind.CloseBracket, "']' of a list of environment variables");
        }

        Expect(TokenKind.CloseBrace, "'}' after the path of the substitution");
        if (scope.IsInArray)
        {
            throw _scanner.Fail(open, "a substitution in a file that is included inside an array", "none, as no path leads into an array");
        }

        return new HoconReference(
            _scanner.Origin(open), trail.ToString(), target, open.Text.EndsWith('?'), isList, scope.Prefixes);
    }

    private void Expect(TokenKind kind, string expected)
    {
        if (_scanner.Peek().Kind != kind)
        {
            throw _scanner.Fail(_scanner.Peek(), expected);
        }

        _scanner.Take();
    }

    private void Enter(Token at, int levels)
    {
        _depth += levels;
        if (_depth > options.MaxDepth)
        {
            throw _scanner.Fail(at, $"more than {options.MaxDepth} nested levels", $"at most {options.MaxDepth}");
        }
    }
}
