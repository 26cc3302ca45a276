namespace Neuro.Experiments.Hocon;

/// <summary>The values that one key was given in turn, when substitutions among them leave open how they combine.</summary>
internal sealed class HoconMerge(HoconValue[] layers)
    : HoconValue(layers[^1].Origin)
{
    public override HoconKind Kind => HoconKind.Unresolved;

    public override bool IsResolved => false;

    /// <summary>The values, first given first; none of them is a merge itself.</summary>
    public ReadOnlySpan<HoconValue> Layers => layers;

    internal override string Describe() => layers[^1].Describe();
}
