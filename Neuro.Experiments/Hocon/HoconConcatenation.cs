namespace Neuro.Experiments.Hocon;

/// <summary>Several values side by side, at least one of them a substitution.</summary>
internal sealed class HoconConcatenation(HoconOrigin origin, string keyPath, IReadOnlyList<HoconValue> pieces)
    : HoconValue(origin)
{
    public override HoconKind Kind => HoconKind.Unresolved;

    public override bool IsResolved => false;

    /// <summary>The key whose value this is, for messages.</summary>
    public string KeyPath => keyPath;

    /// <summary>The values and, as <see cref="HoconScalar.IsGap"/>, the white space between them.</summary>
    public IReadOnlyList<HoconValue> Pieces => pieces;

    internal override string Describe() => "a concatenation with a substitution";
}
