using System.Globalization;
using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Collects what a configuration is made of; the later overrides the earlier, and all override the reference.</summary>
/// <remarks>Not safe for several threads.</remarks>
public sealed class ConfigurationLayers
{
    private readonly ConfigurationSchema _schema;
    private readonly Dictionary<string, ProvenanceKind> _kinds;
    private HoconObject _merged;

    /// <summary>Begins with the defaults of a schema.</summary>
    /// <param name="schema">The keys.</param>
    public ConfigurationLayers(ConfigurationSchema schema)
    {
        _schema = schema;
        _kinds = new() { [ConfigurationSchema.ReferenceName] = ProvenanceKind.Reference };
        _merged = HoconParser.Parse(schema.RenderReference(), ConfigurationSchema.ReferenceName);
    }

    private ConfigurationLayers(ConfigurationLayers from) => (_schema, _kinds, _merged) = (from._schema, new(from._kinds), from._merged);

    /// <summary>What has been collected so far, to go on from apart from this object.</summary>
    public ConfigurationLayers Copy() => new(this);

    /// <summary>Adds a file and what it includes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ConfigurationException">The file cannot be read or is malformed.</exception>
    public ConfigurationLayers AddFile(string file, HoconOptions? options = null) => Add(() => HoconParser.ParseFile(file, options));

    /// <summary>Adds a text, such as an embedded experiment.</summary>
    /// <param name="text">The HOCON.</param>
    /// <param name="origin">What messages call it.</param>
    /// <param name="options">How to read it.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ConfigurationException">The text is malformed.</exception>
    public ConfigurationLayers AddText(string text, string origin, HoconOptions? options = null) => Add(() => HoconParser.Parse(text, origin, options));

    /// <summary>Adds <c>--set KEY=VALUE</c>; the value is HOCON, and <c>KEY+=VALUE</c> appends to a list.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="option">The option that it was given to.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ConfigurationException">The assignment is malformed.</exception>
    public ConfigurationLayers AddSet(string assignment, string option = "--set")
    {
        string origin = $"{option} {assignment}";
        _kinds[origin] = ProvenanceKind.Set;
        return Add(() => SetAssignment.Parse(assignment, origin));
    }

    /// <summary>Adds a command-line option that stands for a key. Its text is taken as it is, not as HOCON.</summary>
    /// <param name="option">The option, such as <c>--epochs</c>.</param>
    /// <param name="key">The key.</param>
    /// <param name="text">The value.</param>
    /// <returns>This object.</returns>
    public ConfigurationLayers AddOption(string option, ConfigurationKey key, string text) => AddLiteral(ProvenanceKind.Option, option, key, text);

    /// <summary>Adds an environment variable that stands for a key. Its text is taken as it is, not as HOCON.</summary>
    /// <param name="variable">The variable, such as <c>NEURO_DATA</c>.</param>
    /// <param name="key">The key.</param>
    /// <param name="text">The value.</param>
    /// <returns>This object.</returns>
    public ConfigurationLayers AddVariable(string variable, ConfigurationKey key, string text) =>
        AddLiteral(ProvenanceKind.Environment, $"environment variable {variable}", key, text);

    /// <summary>Resolves all substitutions and checks every value.</summary>
    /// <param name="environment">Gives environment variables to substitutions; none are looked up when absent.</param>
    /// <exception cref="ConfigurationException">A key is unknown, or a value is undefined, of the wrong type, or out of range.</exception>
    public Settings Resolve(Func<string, string?>? environment = null)
    {
        try
        {
            return new SettingsReader(_schema, ProvenanceOf).Read(_merged.Resolve(environment));
        }
        catch (HoconException e)
        {
            throw ConfigurationException.From(e);
        }
    }

    private ConfigurationLayers AddLiteral(ProvenanceKind kind, string origin, ConfigurationKey key, string text)
    {
        if (key.Map is not null)
        {
            throw new ArgumentException($"found key '{key}', expected a key outside of named sections", nameof(key));
        }

        _kinds[origin] = kind;
        var here = new HoconOrigin(origin, 0, 0);

        // A whole number stays one where one is expected, so that whoever reads the record of a run finds it as such.
        return Add(() => HoconObject.Of(key.Path, key is ConfigurationKey<int> or ConfigurationKey<long> && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? HoconScalar.FromNumber(here, number)
            : HoconScalar.FromString(here, text)));
    }

    private ConfigurationLayers Add(Func<HoconObject> read)
    {
        try
        {
            _merged = read().WithFallback(_merged);
            return this;
        }
        catch (HoconException e)
        {
            throw ConfigurationException.From(e);
        }
    }

    private Provenance ProvenanceOf(HoconOrigin origin)
    {
        if (!_kinds.TryGetValue(origin.Source, out ProvenanceKind kind))
        {
            kind = origin.Line == 0 ? ProvenanceKind.Environment : ProvenanceKind.File;
        }

        return new Provenance(kind, kind is ProvenanceKind.Reference or ProvenanceKind.File ? origin.ToString() : origin.Source);
    }
}
