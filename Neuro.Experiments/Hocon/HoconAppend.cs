namespace Neuro.Experiments.Hocon;

/// <summary>The value of <c>key += element</c>: the array that the key had before, and one element more.</summary>
/// <remarks>It names no path, so it also works inside arrays, where a value has none.</remarks>
internal sealed class HoconAppend(HoconOrigin origin, string keyPath, HoconValue element)
    : HoconValue(origin)
{
    public override HoconKind Kind => HoconKind.Unresolved;

    public override bool IsResolved => false;

    /// <summary>The key whose value this is, for messages.</summary>
    public string KeyPath => keyPath;

    public HoconValue Element => element;

    internal override string Describe() => "an element to append";
}
