namespace Neuro.Experiments.Parquet.Format;

/// <summary>Physical types, by the format's numbers.</summary>
internal enum FormatType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedLengthByteArray = 7,
}
