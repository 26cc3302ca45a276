namespace Neuro.Experiments.Hocon;

/// <summary>Reads documents of the Human-Optimized Config Object Notation.</summary>
/// <remarks>The tree still holds the substitutions: <see cref="HoconObject.Resolve"/> replaces them, after all layers are merged.</remarks>
public static class HoconParser
{
    /// <summary>Reads a text whose root is an object.</summary>
    /// <param name="text">The document.</param>
    /// <param name="origin">What messages call it.</param>
    /// <param name="options">How to read; a relative include finds nothing, as a text has no directory.</param>
    /// <exception cref="HoconException">The text is no such document.</exception>
    public static HoconObject Parse(string text, string origin = "text", HoconOptions? options = null) =>
        AsObject(ParseValue(text, origin, options));

    /// <summary>Reads a text whose root is an object or an array.</summary>
    /// <param name="text">The document.</param>
    /// <param name="origin">What messages call it.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="HoconException">The text is no such document.</exception>
    public static HoconValue ParseValue(string text, string origin = "text", HoconOptions? options = null) =>
        new DocumentParser(text, origin, null, options ?? new HoconOptions(), new KeyTrail(), IncludeScope.Root).ParseDocument();

    /// <summary>Reads a file whose root is an object, and what it includes.</summary>
    /// <param name="file">The file; a relative name is relative to the working directory.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="HoconException">The file cannot be read, is not valid UTF-8, or is no such document.</exception>
    public static HoconObject ParseFile(string file, HoconOptions? options = null)
    {
        options ??= new HoconOptions();
        string located = options.Files.Locate(file, null) ?? Path.GetFullPath(file);
        var trail = new KeyTrail();
        string text = FileText.Read(options.Files, located, new HoconOrigin(file, 0, 0), trail)
            ?? throw new HoconException(new HoconOrigin(file, 0, 0), string.Empty, "no such file", "a configuration file");
        return AsObject(new DocumentParser(text, file, located, options, trail, IncludeScope.Root.Enter(located, trail)).ParseDocument());
    }

    private static HoconObject AsObject(HoconValue root) =>
        root as HoconObject ?? throw new HoconException(root.Origin, string.Empty, root.Describe(), "an object");
}
