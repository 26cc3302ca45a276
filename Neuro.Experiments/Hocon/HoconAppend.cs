namespace Neuro.Experiments.Hocon;

/// <summary>The value of <c>key += element</c>, or of several in a row: the array that the key had before, and more elements.</summary>
/// <remarks>It names no path, so it also works inside arrays, where a value has none.</remarks>
internal sealed class HoconAppend(HoconOrigin origin, string keyPath, IReadOnlyList<HoconValue> elements)
    : HoconValue(origin)
{
    public override HoconKind Kind => HoconKind.Unresolved;

    public override bool IsResolved => false;

    /// <summary>The key whose value this is, for messages.</summary>
    public string KeyPath => keyPath;

    public IReadOnlyList<HoconValue> Elements => elements;

    /// <summary>Joins two statements in a row, unless the later may refer to what the earlier appended.</summary>
    public static HoconAppend? Join(HoconAppend earlier, HoconAppend later) =>
        later.Elements.All(e => e.IsResolved) ? new(later.Origin, later.KeyPath, [.. earlier.Elements, .. later.Elements]) : null;

    internal override string Describe() => "an element to append";
}
