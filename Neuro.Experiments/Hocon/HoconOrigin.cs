namespace Neuro.Experiments.Hocon;

/// <summary>Where a value was written.</summary>
/// <param name="Source">The file, or a description of a text that is no file (an environment variable, an option).</param>
/// <param name="Line">Line, from 1; 0 when the source has no lines.</param>
/// <param name="Column">Column in UTF-16 units, from 1; 0 when the source has no lines.</param>
public sealed record HoconOrigin(string Source, int Line, int Column)
{
    /// <summary><c>source:line:column</c>, or the source alone when it has no lines.</summary>
    public override string ToString() => Line > 0 ? $"{Source}:{Line}:{Column}" : Source;
}
