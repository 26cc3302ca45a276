namespace Neuro.Experiments.Configuration;

/// <summary>One value of a configuration.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Key">The key, with its description, unit and range.</param>
/// <param name="Text">The value as HOCON on one line.</param>
/// <param name="Provenance">Where it came from.</param>
public sealed record Setting(string Path, ConfigurationKey Key, string Text, Provenance Provenance)
{
    /// <summary>The value itself.</summary>
    internal object? Value { get; init; }

    /// <summary>The value as HOCON, the same for all ways to write it: <c>0.50</c> and <c>5e-1</c> are <c>0.5</c>.</summary>
    internal string Canonical => Key.Write(Value);
}
