using System.Runtime.InteropServices;

namespace Neuro.Experiments.Numpy;

/// <summary>An array of any number of dimensions, in C order: the last index runs fastest.</summary>
/// <remarks>Its values are kept as they lie in a file. Immutable, unless whoever made it changes the bytes.</remarks>
internal sealed class NumpyArray
{
    private readonly byte[] _bytes;

    private NumpyArray(NumpyType type, int[] shape, byte[] bytes)
    {
        Type = type;
        Shape = shape;
        _bytes = bytes;
    }

    /// <summary>The type of its values.</summary>
    public NumpyType Type { get; }

    /// <summary>The size of each dimension; none for a single value.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Its values as they lie in a file, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Number of values.</summary>
    public int Count => _bytes.Length / NumpyTypes.BytesOf(Type);

    /// <summary>Type and shape in NumPy's words, such as <c>float32 (500, 784)</c>.</summary>
    public string Kind => KindOf(Type, Shape);

    /// <summary>Makes an array of a copy of values.</summary>
    /// <param name="values">The values: byte, int, long, float or double.</param>
    /// <param name="shape">The size of each dimension; none for a single value.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static NumpyArray Of<T>(ReadOnlySpan<T> values, params int[] shape)
        where T : unmanaged
    {
        var type = NumpyTypes.Of<T>();
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return count == values.Length
            ? new NumpyArray(type, [.. shape], MemoryMarshal.AsBytes(values).ToArray())
            : throw new ArgumentException($"expected {count} values for the shape {ShapeOf(shape)}, found {values.Length}", nameof(values));
    }

    /// <summary>Makes an array of one dimension.</summary>
    /// <param name="values">The values: byte, int, long, float or double.</param>
    public static NumpyArray Vector<T>(params ReadOnlySpan<T> values)
        where T : unmanaged => Of<T>(values, values.Length);

    /// <summary>Makes an array without dimensions.</summary>
    public static NumpyArray Single<T>(T value)
        where T : unmanaged => Of<T>([value], []);

    /// <summary>Its values.</summary>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => NumpyTypes.Of<T>() == Type
            ? MemoryMarshal.Cast<byte, T>(_bytes)
            : throw new InvalidOperationException($"expected values of type {NumpyTypes.NameOf(NumpyTypes.Of<T>())}, found {NumpyTypes.NameOf(Type)}");

    /// <summary>Type and shape in NumPy's words.</summary>
    public static string KindOf(NumpyType type, IEnumerable<int> shape) => $"{NumpyTypes.NameOf(type)} {ShapeOf(shape)}";

    /// <summary>An array over bytes that were read.</summary>
    internal static NumpyArray Over(NumpyType type, int[] shape, byte[] bytes) => new(type, shape, bytes);

    /// <summary>A shape as NumPy writes it: <c>()</c>, <c>(3,)</c>, <c>(3, 4)</c>.</summary>
    internal static string ShapeOf(IEnumerable<int> shape) => string.Join(", ", shape) is var sizes && shape.Count() == 1 ? $"({sizes},)" : $"({sizes})";
}
