namespace Neuro.Experiments.Hocon;

/// <summary>A piece of a document.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">For strings the characters they stand for, else as written.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>True for what a path expression or a simple value is made of.</summary>
    public bool IsText => Kind is TokenKind.Quoted or TokenKind.Unquoted or TokenKind.Number or TokenKind.Literal;

    public string Describe() => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.Newline => "a new line",
        TokenKind.Space => "white space",
        TokenKind.Quoted => $"the string {Renderer.Quote(NumberText.Shorten(Text))}",
        _ => $"'{NumberText.Shorten(Text)}'",
    };
}
