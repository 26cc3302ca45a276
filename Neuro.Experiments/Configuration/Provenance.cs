namespace Neuro.Experiments.Configuration;

/// <summary>Where a value came from.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Text">The place: <c>file:line:column</c>, the option, or the variable.</param>
public sealed record Provenance(ProvenanceKind Kind, string Text)
{
    /// <summary>The place alone.</summary>
    public override string ToString() => Text;
}
