namespace Neuro.Experiments.Parquet.Format;

/// <summary>Encodings, by the format's numbers.</summary>
internal enum FormatEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    BitPacked = 4,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RleDictionary = 8,
    ByteStreamSplit = 9,
}
