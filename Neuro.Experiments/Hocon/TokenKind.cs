namespace Neuro.Experiments.Hocon;

/// <summary>What a <see cref="Token"/> is. Comments are none.</summary>
internal enum TokenKind
{
    End,
    Newline,
    Space,
    Comma,
    Colon,
    EqualSign,
    PlusEquals,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,

    /// <summary><c>${</c> or <c>${?</c>.</summary>
    OpenSubstitution,

    Quoted,
    Unquoted,
    Number,

    /// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Literal,
}
