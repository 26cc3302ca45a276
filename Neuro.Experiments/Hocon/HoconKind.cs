namespace Neuro.Experiments.Hocon;

/// <summary>The types of JSON, and one for what is not known before substitutions are resolved.</summary>
#pragma warning disable CA1720 // The names are those of the JSON types.
public enum HoconKind
{
    /// <summary>The literal <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number in the grammar of JSON, kept as it was written.</summary>
    Number,

    /// <summary>A string, quoted or not.</summary>
    String,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A substitution, or a combination that contains one.</summary>
    Unresolved,
}
#pragma warning restore CA1720
