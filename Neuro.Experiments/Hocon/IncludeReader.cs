namespace Neuro.Experiments.Hocon;

/// <summary>Reads an include statement and the file it names.</summary>
internal sealed class IncludeReader(Scanner scanner, string? file, HoconOptions options, KeyTrail trail, IncludeScope scope)
{
    private const string NameExpected = "a quoted file name, file(\"...\") or required(...) after include";

    /// <summary>The extensions tried for a name without one; the later override the earlier.</summary>
    private static readonly string[] s_extensions = [".properties", ".json", ".conf"];

    /// <summary>Takes the statement.</summary>
    /// <returns>The object that the file holds, or null when there is no such file and none is required.</returns>
    public HoconObject? Read()
    {
        Token statement = scanner.Take();
        if (statement.Text != "include")
        {
            throw scanner.Fail(statement, "a file name (a key that begins with include must be quoted)");
        }

        scanner.Skip(newlines: true);
        (Token name, bool isRequired) = ReadName(isRequired: false);
        HoconOrigin origin = scanner.Origin(name);
        if (name.Text.Contains("://", StringComparison.Ordinal) || name.Text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse(origin, $"the address {Renderer.Quote(name.Text)}", "a file name: addresses are not read");
        }

        HoconObject? result = null;
        foreach (string candidate in Candidates(name.Text))
        {
            if (options.Files.Locate(candidate, file) is { } full && Load(full, origin) is { } found)
            {
                result = result is null ? found : Merger.MergeObjects(found, result);
            }
        }

        if (result is null)
        {
            RefuseOtherExtension(name.Text, origin);
        }

        return result is null && isRequired ? throw Refuse(origin, $"no file {Renderer.Quote(name.Text)}", "the required file") : result;
    }

    private static IEnumerable<string> Candidates(string name) =>
        Array.Exists(s_extensions, e => name.EndsWith(e, StringComparison.Ordinal)) ? [name] : s_extensions.Select(e => name + e);

    private static bool Opens(Token token, string function) => token.Kind == TokenKind.Unquoted && token.Text.StartsWith(function + "(", StringComparison.Ordinal);

    private (Token Name, bool IsRequired) ReadName(bool isRequired)
    {
        Token token = scanner.Peek();
        if (token.Kind == TokenKind.Quoted)
        {
            return (scanner.Take(), isRequired);
        }

        if (Opens(token, "url") || Opens(token, "classpath"))
        {
            throw scanner.Fail(token, "a file name: url() and classpath() are not read");
        }

        if (!isRequired && Opens(token, "required"))
        {
            return InParentheses(scanner.Take(), "required", () => ReadName(isRequired: true));
        }

        if (Opens(token, "file"))
        {
            return InParentheses(scanner.Take(), "file", () => scanner.Peek().Kind == TokenKind.Quoted
                ? (scanner.Take(), isRequired)
                : throw scanner.Fail(scanner.Peek(), "a quoted string inside file()"));
        }

        throw scanner.Fail(token, NameExpected);
    }

    /// <summary>Reads behind <c>function(</c>; the scanner gives an unquoted word up to the next quote or space, such as <c>required(file(</c>.</summary>
    private (Token Name, bool IsRequired) InParentheses(Token word, string function, Func<(Token Name, bool IsRequired)> inner)
    {
        string rest = word.Text[(function.Length + 1)..];
        if (rest.Length > 0)
        {
            scanner.PutBack(word with { Text = rest, Column = word.Column + function.Length + 1 });
        }

        scanner.Skip(newlines: true);
        (Token Name, bool IsRequired) result = inner();
        scanner.Skip(newlines: true);
        Token close = scanner.Peek();
        if (close.Kind != TokenKind.Unquoted || !close.Text.StartsWith(')'))
        {
            throw scanner.Fail(close, $"')' of {function}()");
        }

        scanner.Take();
        if (close.Text.Length > 1)
        {
            scanner.PutBack(close with { Text = close.Text[1..], Column = close.Column + 1 });
        }

        return result;
    }

    private HoconObject? Load(string full, HoconOrigin statement)
    {
        if (scope.Files.Contains(full) || scope.Files.Count >= Limits.IncludeDepth)
        {
            throw Refuse(statement, $"a circle of includes: {string.Join(" -> ", scope.Files.Append(full))}", "files that do not include one another");
        }

        if (FileText.Read(options.Files, full, statement, trail) is not { } content)
        {
            return null;
        }

        if (full.EndsWith(".properties", StringComparison.Ordinal))
        {
            return PropertiesText.Parse(content, full, options, trail);
        }

        HoconValue root = new DocumentParser(content, full, full, options, trail, scope.Enter(full, trail)).ParseDocument();
        return root as HoconObject ?? throw Refuse(root.Origin, root.Describe(), "an object, as the file is included");
    }

    /// <summary>A file with another extension is there but would not be looked at: better said than ignored.</summary>
    private void RefuseOtherExtension(string name, HoconOrigin origin)
    {
        if (options.Files.Locate(name, file) is { } exact && !Candidates(name).Contains(name)
            && Path.HasExtension(name) && FileText.Read(options.Files, exact, origin, trail) is not null)
        {
            throw Refuse(origin, $"the file {Renderer.Quote(name)}", "a name that ends in .conf, .json or .properties, or has no extension");
        }
    }

    private HoconException Refuse(HoconOrigin origin, string found, string expected) => new(origin, trail.ToString(), found, expected);
}
