namespace Neuro.Experiments.Hocon;

/// <summary>A substitution, <c>${path}</c> or <c>${?path}</c>.</summary>
internal sealed class HoconReference(HoconOrigin origin, string keyPath, HoconPath target, bool isOptional, bool isList, IReadOnlyList<HoconPath> scopes)
    : HoconValue(origin)
{
    public override HoconKind Kind => HoconKind.Unresolved;

    public override bool IsResolved => false;

    /// <summary>The key whose value holds the substitution, for messages.</summary>
    public string KeyPath => keyPath;

    /// <summary>The path as written.</summary>
    public HoconPath Target => target;

    public bool IsOptional => isOptional;

    /// <summary>True for <c>${X[]}</c>, which gathers the variables X_0, X_1 and so on.</summary>
    public bool IsList => isList;

    /// <summary>The absolute paths to try: relative to the file that holds the substitution, then to each file that includes it.</summary>
    public IEnumerable<HoconPath> Candidates()
    {
        for (int i = scopes.Count - 1; i >= 0; i--)
        {
            yield return scopes[i].Append(target);
        }

        yield return target;
    }

    internal override string Describe() => $"the substitution ${{{(isOptional ? "?" : string.Empty)}{target}{(isList ? "[]" : string.Empty)}}}";
}
