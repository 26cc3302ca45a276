namespace Neuro.Experiments.Numpy;

/// <summary>Types of values that arrays may have.</summary>
internal enum NumpyType
{
    /// <summary>Whole numbers 0 to 255: <c>|u1</c>, <c>uint8</c>.</summary>
    UInt8,

    /// <summary>Whole numbers of 32 bits: <c>&lt;i4</c>, <c>int32</c>.</summary>
    Int32,

    /// <summary>Whole numbers of 64 bits: <c>&lt;i8</c>, <c>int64</c>.</summary>
    Int64,

    /// <summary>Single precision: <c>&lt;f4</c>, <c>float32</c>.</summary>
    Float32,

    /// <summary>Double precision: <c>&lt;f8</c>, <c>float64</c>.</summary>
    Float64,
}
