using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet;

/// <summary>The values of one column in one row group.</summary>
public sealed class ColumnChunk
{
    internal ColumnChunk()
    {
    }

    /// <summary>Name of the column.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes in the file, page headers included.</summary>
    public required long CompressedBytes { get; init; }

    /// <summary>Bytes of the pages before compression, page headers included.</summary>
    public required long UncompressedBytes { get; init; }

    /// <summary>What the footer tells of the values.</summary>
    public required ColumnStatistics Statistics { get; init; }

    /// <summary>How the pages are compressed.</summary>
    public required Compression Compression { get; init; }

    /// <summary>Offset of the first page in the file.</summary>
    internal long Offset { get; init; }

    /// <summary>Offset of the first page that is no dictionary.</summary>
    internal long DataOffset { get; init; }

    internal bool HasDictionary => DataOffset != Offset;

    /// <summary>Encodings of pages and levels.</summary>
    internal IReadOnlyList<FormatEncoding> Encodings { get; init; } = [];

    /// <summary>CRC-32 over all page headers, which the checksums of pages leave out.</summary>
    internal uint HeaderChecksum { get; init; }
}
