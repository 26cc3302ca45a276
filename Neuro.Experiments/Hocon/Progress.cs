namespace Neuro.Experiments.Hocon;

/// <summary>What is being evaluated at a moment.</summary>
internal sealed class Progress
{
    /// <summary>Values whose kind is not known yet.</summary>
    public HashSet<HoconValue> Shallow { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Values whose parts are not all resolved yet.</summary>
    public HashSet<HoconValue> Deep { get; } = new(ReferenceEqualityComparer.Instance);
}
