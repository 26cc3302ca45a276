namespace Neuro.Experiments.Hocon;

/// <summary>Which files led to the one being read, and at which keys.</summary>
internal sealed class IncludeScope
{
    private IncludeScope(IReadOnlyList<string> files, IReadOnlyList<HoconPath> prefixes, bool isInArray) =>
        (Files, Prefixes, IsInArray) = (files, prefixes, isInArray);

    /// <summary>The scope of a text that no file holds.</summary>
    public static IncludeScope Root { get; } = new([], [], isInArray: false);

    /// <summary>Full names, outermost first.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The absolute paths of the including objects, outermost first; those at the root are left out.</summary>
    public IReadOnlyList<HoconPath> Prefixes { get; }

    /// <summary>True when an include stands inside an array, so that no path leads to what the file holds.</summary>
    public bool IsInArray { get; }

    /// <summary>The scope of a file that is read, or included at the trail's key.</summary>
    public IncludeScope Enter(string file, KeyTrail trail)
    {
        HoconPath? here = trail.Path;
        bool isNew = here is not null && (Prefixes.Count == 0 || !Prefixes[^1].Equals(here));
        return new([.. Files, file], isNew ? [.. Prefixes, here!] : Prefixes, IsInArray || trail.IsInArray);
    }
}
