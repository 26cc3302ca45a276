using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>A key of the program: its path, what it may hold, and its default.</summary>
public abstract class ConfigurationKey
{
    private protected ConfigurationKey(HoconPath path, string description, string expected, string defaultText, ConfigurationMap? map) =>
        (Path, Description, Expected, DefaultText, Map) = (path, description, expected, defaultText, map);

    /// <summary>The path; relative to an entry for the keys of a <see cref="ConfigurationMap"/>.</summary>
    public HoconPath Path { get; }

    /// <summary>What the key means, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Type, unit and range, or the allowed values, in words.</summary>
    public string Expected { get; }

    /// <summary>The default, as HOCON.</summary>
    public string DefaultText { get; }

    /// <summary>The map whose entries have the key; null for a key of its own.</summary>
    public ConfigurationMap? Map { get; }

    /// <summary>The path, with <c>NAME</c> for the entry of a map.</summary>
    public override string ToString() => Map is null ? Path.ToString() : $"{Map.Path}.NAME.{Path}";

    /// <summary>Reads a value; what is wrong in words, or null.</summary>
    internal abstract string? Read(HoconValue value, out object? result);

    /// <summary>Writes a value that was read, the same however it was written before.</summary>
    internal abstract string Write(object? value);
}

/// <summary>A key of the program and the type of its value.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class ConfigurationKey<T> : ConfigurationKey
{
    private readonly ValueKind<T> _kind;

    internal ConfigurationKey(HoconPath path, ValueKind<T> kind, T defaultValue, string description, ConfigurationMap? map)
        : base(path, description, kind.Expected, kind.Write(defaultValue), map) =>
        (_kind, Default) = (kind, defaultValue);

    /// <summary>The value that holds where nothing else is said.</summary>
    public T Default { get; }

    internal override string? Read(HoconValue value, out object? result)
    {
        string? problem = _kind.Read(value, out T read);
        result = read;
        return problem;
    }

    internal override string Write(object? value) => _kind.Write((T)value!);
}
