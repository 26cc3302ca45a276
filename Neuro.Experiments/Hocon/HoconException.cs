namespace Neuro.Experiments.Hocon;

/// <summary>The one exception of this reader: a document that cannot be read, resolved or converted.</summary>
#pragma warning disable RCS1194 // Every instance says where, what was found and what was expected: the usual constructors could not.
public sealed class HoconException : Exception
#pragma warning restore RCS1194
{
    internal HoconException(HoconOrigin origin, string path, string found, string expected, Exception? inner = null, bool isCycle = false)
        : base($"{origin}: {(path.Length == 0 ? "at the root" : $"key '{path}'")}: found {found}, expected {expected}", inner)
    {
        Origin = origin;
        Path = path;
        Found = found;
        Expected = expected;
        IsCycle = isCycle;
    }

    /// <summary>Where the error is.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>The file, or the description of the text, that holds the error.</summary>
    public string File => Origin.Source;

    /// <summary>Line of the error, from 1; 0 when the source has no lines.</summary>
    public int Line => Origin.Line;

    /// <summary>Column of the error in UTF-16 units, from 1; 0 when the source has no lines.</summary>
    public int Column => Origin.Column;

    /// <summary>Path of the key that was being read (<c>a.b[2]</c>), empty at the root.</summary>
    public string Path { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected in its place.</summary>
    public string Expected { get; }

    /// <summary>True when a chain of substitutions led back to itself, which another order of evaluation may avoid.</summary>
    internal bool IsCycle { get; }
}
