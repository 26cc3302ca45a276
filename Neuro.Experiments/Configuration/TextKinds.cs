using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Booleans.</summary>
internal sealed class BoolKind : ValueKind<bool>
{
    public override string Expected => "true or false (or on, off, yes, no)";

    public override string? Read(HoconValue value, out bool result)
    {
        result = false;
        return value is HoconScalar scalar && scalar.TryGetBoolean(out result) ? null : value.Describe();
    }

    public override string Write(bool value) => value ? "true" : "false";
}

/// <summary>Strings; numbers and booleans are taken as they are written.</summary>
internal sealed class StringKind(IReadOnlyList<string> allowed) : ValueKind<string>
{
    public override string Expected => allowed.Count == 0 ? "a string" : $"one of {string.Join(", ", allowed)}";

    public override string? Read(HoconValue value, out string result)
    {
        result = (value as HoconScalar)?.Text ?? string.Empty;
        return value is HoconScalar { Kind: not HoconKind.Null } && (allowed.Count == 0 || allowed.Contains(result)) ? null : value.Describe();
    }

    public override string Write(string value) => new HoconScalar(new HoconOrigin("default", 0, 0), HoconKind.String, value).ToHocon();
}

/// <summary>A string, or null for none.</summary>
internal sealed class OptionalStringKind : ValueKind<string?>
{
    private readonly StringKind _some = new([]);

    public override string Expected => "a string, or null for none";

    public override string? Read(HoconValue value, out string? result)
    {
        result = null;
        return value is HoconScalar { Kind: HoconKind.Null } ? null : _some.Read(value, out result);
    }

    public override string Write(string? value) => value is null ? "null" : _some.Write(value);
}

/// <summary>The names of an enumeration, in lower case with hyphens between words; capitals are read as well, and a row of them is one word.</summary>
internal sealed class EnumKind<T> : ValueKind<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _values = Enum.GetNames<T>().ToDictionary(NameOf, Enum.Parse<T>, StringComparer.OrdinalIgnoreCase);

    public override string Expected => $"one of {string.Join(", ", _values.Keys)}";

    public override string? Read(HoconValue value, out T result)
    {
        result = default;
        return value is HoconScalar scalar && _values.TryGetValue(scalar.Text, out result) ? null : value.Describe();
    }

    public override string Write(T value) => NameOf(value.ToString());

    private static string NameOf(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(name[i - 1]) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
