namespace Neuro.Experiments.Numpy;

/// <summary>How types are called in files, in NumPy and here.</summary>
internal static class NumpyTypes
{
    private static readonly (NumpyType Type, string Code, string Name, int Bytes, Type Managed)[] All =
    [
        (NumpyType.UInt8, "|u1", "uint8", 1, typeof(byte)),
        (NumpyType.Int32, "<i4", "int32", 4, typeof(int)),
        (NumpyType.Int64, "<i8", "int64", 8, typeof(long)),
        (NumpyType.Float32, "<f4", "float32", 4, typeof(float)),
        (NumpyType.Float64, "<f8", "float64", 8, typeof(double)),
    ];

    /// <summary>The codes of all types, for messages.</summary>
    public static string Codes { get; } = string.Join(", ", All.Select(type => $"'{type.Code}' ({type.Name})"));

    /// <summary>The type of that code; null when there is none.</summary>
    public static NumpyType? OfCode(string code) => Array.FindIndex(All, type => type.Code == code) is >= 0 and var at ? All[at].Type : null;

    /// <summary>The type of values of a managed type.</summary>
    /// <exception cref="NotSupportedException">No array holds such values.</exception>
    public static NumpyType Of<T>() => Array.FindIndex(All, type => type.Managed == typeof(T)) is >= 0 and var at
        ? All[at].Type
        : throw new NotSupportedException($"found values of type {typeof(T).Name}, expected one of {string.Join(", ", All.Select(type => type.Managed.Name))}");

    public static string CodeOf(NumpyType type) => All[(int)type].Code;

    public static string NameOf(NumpyType type) => All[(int)type].Name;

    public static int BytesOf(NumpyType type) => All[(int)type].Bytes;
}
