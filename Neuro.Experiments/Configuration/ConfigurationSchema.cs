using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>All keys of a program.</summary>
/// <param name="heading">What the reference file begins with, as a comment.</param>
public sealed class ConfigurationSchema(string heading = "Every key, its default, unit and range.") : ConfigurationKeys
{
    /// <summary>What messages call the defaults.</summary>
    internal const string ReferenceName = "built-in reference.conf";

    private readonly List<ConfigurationMap> _maps = [];
    private readonly Dictionary<HoconPath, string> _sections = [];
    private readonly PathTree _tree = new();

    /// <summary>The open sets of named sections.</summary>
    public IReadOnlyList<ConfigurationMap> Maps => _maps;

    internal PathTree Tree => _tree;

    /// <summary>Declares an open set of named sections, whose keys are then declared on the result.</summary>
    /// <param name="path">The path.</param>
    /// <param name="description">What the sections are, in a sentence.</param>
    public ConfigurationMap Sections(string path, string description)
    {
        var map = new ConfigurationMap(HoconPath.Parse(path), description);
        _tree.Add(map.Path);
        _maps.Add(map);
        return map;
    }

    /// <summary>Says what the keys below a path have in common, for the reference file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="description">A sentence.</param>
    public void Describe(string path, string description) => _sections.Add(HoconPath.Parse(path), description);

    /// <summary>The reference file: every key with its default, description, type, unit and range. It reads back as the defaults.</summary>
    public string RenderReference() => new ReferenceRenderer(this, _sections).Render(heading);

    private protected override void Reserve(HoconPath path) => _tree.Add(path);
}
