using System.Text;
using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Writes the reference file of a schema.</summary>
internal sealed class ReferenceRenderer(ConfigurationSchema schema, IReadOnlyDictionary<HoconPath, string> sections)
{
    private readonly StringBuilder _out = new();
    private readonly Dictionary<HoconPath, ConfigurationKey> _keys = schema.Keys.ToDictionary(k => k.Path);
    private readonly Dictionary<HoconPath, ConfigurationMap> _maps = schema.Maps.ToDictionary(m => m.Path);

    public string Render(string heading)
    {
        Comment(heading, 0);
        foreach (string name in schema.Tree.Names)
        {
            _out.Append('\n');
            Node([name], schema.Tree[name]!, 0);
        }

        return _out.ToString();
    }

    private void Node(string[] path, PathTree node, int level)
    {
        var full = new HoconPath(path);
        string name = new HoconPath(path[^1]).ToString();
        if (_keys.TryGetValue(full, out ConfigurationKey? key))
        {
            Comment(key.Description, level);
            Comment(Capitalised(key.Expected) + ".", level);
            Line($"{name} = {key.DefaultText}", level);
            return;
        }

        if (_maps.TryGetValue(full, out ConfigurationMap? map))
        {
            Map(name, map, level);
            return;
        }

        if (sections.TryGetValue(full, out string? description))
        {
            Comment(description, level);
        }

        Line($"{name} {{", level);
        for (int i = 0; i < node.Names.Count; i++)
        {
            _out.Append(i > 0 ? "\n" : string.Empty);
            Node([.. path, node.Names[i]], node[node.Names[i]]!, level + 1);
        }

        Line("}", level);
    }

    private void Map(string name, ConfigurationMap map, int level)
    {
        Comment(map.Description, level);
        Comment("Named sections; the keys of each, and their defaults:", level);
        foreach (ConfigurationKey key in map.Keys)
        {
            Comment($"  {key.Path} = {key.DefaultText}: {key.Description} {Capitalised(key.Expected)}.", level);
        }

        if (map.Entries.Count == 0)
        {
            Line($"{name} {{}}", level);
            return;
        }

        Line($"{name} {{", level);
        foreach ((string entry, HoconObject value) in map.Entries)
        {
            Line($"{new HoconPath(entry)} {{", level + 1);
            foreach (string line in value.ToHocon().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Line(line, level + 2);
            }

            Line("}", level + 1);
        }

        Line("}", level);
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private void Comment(string text, int level)
    {
        foreach (string line in text.Split('\n'))
        {
            Line($"# {line}".TrimEnd(), level);
        }
    }

    private void Line(string text, int level) => _out.Append(' ', 2 * level).Append(text).Append('\n');
}
