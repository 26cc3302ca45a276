using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>A key whose value is an open set of named sections, all with the same keys.</summary>
public sealed class ConfigurationMap : ConfigurationKeys
{
    private readonly List<(string Name, HoconObject Value)> _entries = [];
    private readonly PathTree _tree = new();

    internal ConfigurationMap(HoconPath path, string description) => (Path, Description) = (path, description);

    /// <summary>The path of the map.</summary>
    public HoconPath Path { get; }

    /// <summary>What the sections are, in a sentence.</summary>
    public string Description { get; }

    /// <summary>The sections that the program itself defines.</summary>
    internal IReadOnlyList<(string Name, HoconObject Value)> Entries => _entries;

    internal PathTree Tree => _tree;

    private protected override ConfigurationMap Map => this;

    /// <summary>Defines a section that is there by default.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="hocon">The keys whose values differ from their defaults, as HOCON.</param>
    /// <returns>This map.</returns>
    /// <exception cref="HoconException">The text is not HOCON.</exception>
    public ConfigurationMap Entry(string name, string hocon)
    {
        _entries.Add((name, HoconParser.Parse(hocon, $"{Path}.{name}")));
        return this;
    }

    private protected override void Reserve(HoconPath path) => _tree.Add(path);
}
