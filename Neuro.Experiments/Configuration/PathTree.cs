using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Declared paths as a tree, in the order of their declaration.</summary>
internal sealed class PathTree
{
    private readonly OrderedDictionary<string, PathTree> _children = [];

    /// <summary>True where a declared path ends.</summary>
    public bool IsLeaf { get; private set; }

    public IReadOnlyList<string> Names => _children.Keys;

    public PathTree? this[string name] => _children.GetValueOrDefault(name);

    /// <summary>Adds a path.</summary>
    /// <exception cref="ArgumentException">The path is declared, leads through a declared one, or a declared one leads through it.</exception>
    public void Add(HoconPath path)
    {
        PathTree node = this;
        foreach (string name in path.Elements)
        {
            if (node.IsLeaf)
            {
                break;
            }

            if (!node._children.TryGetValue(name, out PathTree? child))
            {
                child = new PathTree();
                node._children.Add(name, child);
            }

            node = child;
        }

        if (node.IsLeaf || node._children.Count > 0)
        {
            throw new ArgumentException($"found key '{path}' in the place of another, expected a new key", nameof(path));
        }

        node.IsLeaf = true;
    }
}
