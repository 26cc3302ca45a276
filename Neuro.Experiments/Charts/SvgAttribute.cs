namespace Neuro.Experiments.Charts;

/// <summary>An attribute of an element.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, not yet escaped.</param>
internal readonly record struct SvgAttribute(string Name, string Value)
{
    public static implicit operator SvgAttribute((string Name, string Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator SvgAttribute((string Name, double Value) pair) => new(pair.Name, SvgWriter.Number(pair.Value));
}
