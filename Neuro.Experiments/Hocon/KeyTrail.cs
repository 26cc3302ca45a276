using System.Text;

namespace Neuro.Experiments.Hocon;

/// <summary>The key that is being read: for messages, and to place the substitutions of included files.</summary>
internal sealed class KeyTrail
{
    private readonly List<(string Text, bool IsIndex)> _elements = [];

    /// <summary>Levels below the root.</summary>
    public int Depth => _elements.Count;

    /// <summary>The path, or null at the root or inside an array, where a value has no path.</summary>
    public HoconPath? Path => Depth == 0 || IsInArray ? null : new HoconPath(_elements.Select(e => e.Text));

    public bool IsInArray => _elements.Exists(e => e.IsIndex);

    public void Push(HoconPath path) => _elements.AddRange(path.Elements.Select(e => (e, false)));

    public void PushIndex(int index) => _elements.Add(($"[{index}]", true));

    public void Cut(int depth) => _elements.RemoveRange(depth, _elements.Count - depth);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string element, bool isIndex) in _elements)
        {
            text.Append(isIndex || text.Length == 0 ? string.Empty : ".")
                .Append(isIndex || HoconPath.IsPlain(element) ? element : Renderer.Quote(element));
        }

        return text.ToString();
    }
}
