namespace Neuro.Experiments.Hocon;

/// <summary>Bounds that keep a small hostile document from taking the stack or the memory.</summary>
internal static class Limits
{
    /// <summary>Nested evaluations while resolving: substitutions that lead to substitutions, and levels of the result.</summary>
    public const int ResolveDepth = 1000;

    /// <summary>Files that include one another.</summary>
    public const int IncludeDepth = 32;

    /// <summary>Nodes of a resolved tree, see <see cref="HoconValue.Weight"/>.</summary>
    public const long Weight = 20_000_000;

    /// <summary>Adds weights without overflow.</summary>
    public static long Add(long left, long right) => left > long.MaxValue / 4 || right > long.MaxValue / 4 ? long.MaxValue / 4 : left + right;
}
