using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>How values of one type are written, and which are allowed.</summary>
internal abstract class ValueKind<T>
{
    /// <summary>The type, unit and range in words, such as <c>a number, 0 to 1</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>Reads a value.</summary>
    /// <returns>Null when it was read; else what was found, in words.</returns>
    public abstract string? Read(HoconValue value, out T result);

    /// <summary>Writes a value as HOCON that <see cref="Read"/> reads.</summary>
    public abstract string Write(T value);

    /// <summary>Type, range and unit in one phrase.</summary>
    protected static string Phrase(string type, string range, string? unit) =>
        string.Join(", ", new[] { unit is null ? type : $"{type} in {unit}", range }.Where(p => p.Length > 0));
}
