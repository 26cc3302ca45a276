namespace Neuro.Experiments.Parquet;

/// <summary>How the values of a column are laid out in a page, before compression.</summary>
public enum ColumnEncoding
{
    /// <summary>One after the other, as in memory (PLAIN). Every type.</summary>
    Plain,

    /// <summary>Indices into a list of the different values (RLE_DICTIONARY); plain from where a row group has too many. Every type but Boolean.</summary>
    Dictionary,

    /// <summary>Differences of neighbours, in as few bits as a block of them needs (DELTA_BINARY_PACKED). Int32 and Int64.</summary>
    Delta,

    /// <summary>First bytes of all values, then second bytes, and so on (BYTE_STREAM_SPLIT), which compresses better. Float and Double.</summary>
    ByteStreamSplit,
}
