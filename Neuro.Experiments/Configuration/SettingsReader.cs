using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Checks a resolved tree against a schema.</summary>
internal sealed class SettingsReader(ConfigurationSchema schema, Func<HoconOrigin, Provenance> provenance)
{
    private readonly OrderedDictionary<(ConfigurationKey Key, string Entry), Setting> _values = [];
    private readonly Dictionary<ConfigurationMap, IReadOnlyList<string>> _names = [];

    public Settings Read(HoconObject tree)
    {
        CheckKeys(tree, schema.Tree, [], [.. schema.Keys.Select(k => k.Path.ToString()), .. schema.Maps.Select(m => m.Path.ToString())]);
        foreach (ConfigurationKey key in schema.Keys)
        {
            ReadValue(key, key.Path, string.Empty, tree.Find(key.Path));
        }

        foreach (ConfigurationMap map in schema.Maps)
        {
            ReadMap(map, tree.Find(map.Path));
        }

        return new Settings(tree, _values, _names);
    }

    /// <summary>Every key that is there must be declared.</summary>
    private void CheckKeys(HoconObject fields, PathTree declared, string[] path, IReadOnlyList<string> known)
    {
        foreach ((string name, HoconValue value) in fields)
        {
            string[] here = [.. path, name];
            string key = new HoconPath(here).ToString();
            if (declared[name] is not { } child)
            {
                throw Unknown(value, here, known);
            }

            if (child.IsLeaf)
            {
                continue;
            }

            CheckKeys(
                value as HoconObject ?? throw ConfigurationException.At(
                    provenance(value.Origin), key, value.Describe(), $"a section with the keys {string.Join(", ", child.Names)}"),
                child,
                here,
                known);
        }
    }

    private ConfigurationException Unknown(HoconValue value, string[] path, IReadOnlyList<string> known)
    {
        // The first value below tells more about what was meant than the name of a section.
        List<string> full = [.. path];
        HoconValue deepest = value;
        while (deepest is HoconObject { Count: > 0 } fields)
        {
            (string name, deepest) = fields.First();
            full.Add(name);
        }

        string written = new HoconPath(path).ToString();
        string? nearest = Spelling.Nearest(new HoconPath(full).ToString(), known) ?? Spelling.Nearest(written, known);
        return ConfigurationException.At(
            provenance(deepest.Origin), written, "an unknown key", nearest is null ? "a key of reference.conf" : $"a key of reference.conf (nearest: {nearest})");
    }

    private void ReadMap(ConfigurationMap map, HoconValue? value)
    {
        HoconObject sections = value switch
        {
            null => HoconObject.Empty,
            HoconObject o => o,
            _ => throw ConfigurationException.At(provenance(value.Origin), map.Path.ToString(), value.Describe(), "named sections"),
        };
        foreach ((string name, HoconValue entry) in sections)
        {
            HoconPath path = map.Path.Append(new HoconPath(name));
            HoconObject fields = entry as HoconObject ?? throw ConfigurationException.At(
                provenance(entry.Origin), path.ToString(), entry.Describe(), $"a section with the keys {string.Join(", ", map.Tree.Names)}");
            CheckKeys(fields, map.Tree, [.. path.Elements], [.. map.Keys.Select(k => path.Append(k.Path).ToString())]);
            foreach (ConfigurationKey key in map.Keys)
            {
                ReadValue(key, path.Append(key.Path), name, fields.Find(key.Path));
            }
        }

        _names[map] = sections.Keys;
    }

    private void ReadValue(ConfigurationKey key, HoconPath path, string entry, HoconValue? value)
    {
        value ??= HoconParser.Parse($"v = {key.DefaultText}", ConfigurationSchema.ReferenceName).Find("v")!;
        Provenance where = provenance(value.Origin);
        if (key.Read(value, out object? result) is { } found)
        {
            throw ConfigurationException.At(where, path.ToString(), found, key.Expected);
        }

        string text = value is HoconObject ? value.ToJson(indented: false) : value.ToHocon();
        _values.Add((key, entry), new Setting(path.ToString(), key, text, where) { Value = result });
    }
}
