using System.Globalization;

namespace Neuro.Experiments.Parquet.Format;

/// <summary>Reads a footer and refuses what <see cref="FooterWriter"/> would not have written, so that everything read by it lies within the file and within the limits.</summary>
internal static class FooterReader
{
    /// <summary>Reads a footer.</summary>
    /// <param name="bytes">Its bytes; changed.</param>
    /// <param name="end">Where pages end and the footer begins.</param>
    /// <param name="checksums">Whether its checksum must be right.</param>
    /// <exception cref="MalformedException">It is damaged, or none that this module writes.</exception>
    public static Footer Read(Span<byte> bytes, long end, bool checksums)
    {
        RawFooter raw = RawFooterReader.Read(bytes);
        bool hasChecksum = raw.ChecksumAt > 0;
        if (checksums && hasChecksum)
        {
            Verify(bytes, raw);
        }

        if (raw.Version != FooterFields.Version)
        {
            throw new MalformedException($"format version {raw.Version}", $"version {FooterFields.Version}");
        }

        Column[] columns = FooterSchema.Read(raw);
        var groups = new RowGroup[raw.Groups.Count];
        long rows = 0;
        long next = FileFrame.Magic.Length;
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = ReadGroup(raw.Groups[i], columns, i, end, ref next);
            rows += groups[i].Rows;
        }

        if (rows != raw.Rows)
        {
            throw new MalformedException($"{raw.Rows} rows", $"the {rows} of all row groups");
        }

        if (next != end)
        {
            throw new MalformedException($"{end - next} bytes between the last page and the footer", "none");
        }

        // A file of another program is refused for what it holds, where it holds anything to refuse, before it is for its missing checksum.
        if (!hasChecksum)
        {
            throw new MalformedException($"no checksum '{FooterFields.Checksum}' in the metadata", "one, as in all files of this module");
        }

        return new Footer([.. columns.Select((column, i) => column with { Encoding = Encoding(groups, i) })], rows, groups, Metadata(raw));
    }

    private static void Verify(Span<byte> bytes, RawFooter raw)
    {
        string told = raw.KeyValues.Last(pair => pair.Key == FooterFields.Checksum).Value;
        if (told.Length == FooterFields.NoChecksum.Length)
        {
            bytes.Slice(raw.ChecksumAt, told.Length).Fill((byte)'0');
        }

        string found = FooterWriter.Hexadecimal(Crc32.Of(bytes));
        if (found != told)
        {
            throw new MalformedException($"a footer with checksum {found}", $"checksum {told}, as it says: it is damaged or was edited");
        }
    }

    private static RowGroup ReadGroup(RawFooter.Group raw, Column[] columns, int index, long end, ref long next)
    {
        string place = $"row group {index}";
        if (raw.Rows is < 1 or > Limits.GroupRows)
        {
            throw new MalformedException($"{raw.Rows} rows", $"1 to {Limits.GroupRows}", place: place);
        }

        if (raw.Chunks.Count != columns.Length)
        {
            throw new MalformedException($"{raw.Chunks.Count} column chunks", $"{columns.Length}, one of each column", place: place);
        }

        var chunks = new ColumnChunk[columns.Length];
        for (int i = 0; i < chunks.Length; i++)
        {
            try
            {
                chunks[i] = ReadChunk(raw.Chunks[i], columns[i], (int)raw.Rows, next, end);
            }
            catch (MalformedException e)
            {
                throw new MalformedException(e.Found, e.Expected, e, $"column '{columns[i].Name}', {place}");
            }

            next += chunks[i].CompressedBytes;
        }

        return new RowGroup((int)raw.Rows, chunks);
    }

    private static ColumnChunk ReadChunk(RawFooter.Chunk raw, Column column, int rows, long offset, long end)
    {
        Require.That(!raw.HasFilePath, $"pages in another file", $"pages in this one");
        Require.That(raw.Path is [var name] && name == column.Name, $"values of column '{string.Join('.', raw.Path)}'", $"values of '{column.Name}'");
        Require.That(raw.Type == (int)FormatNames.Of(column.Type), $"type {(FormatType?)raw.Type}", $"{FormatNames.Of(column.Type)}");
        Require.That(raw.Codec is (int)FormatCodec.Uncompressed or (int)FormatCodec.Gzip, $"codec {(FormatCodec?)raw.Codec}", $"Uncompressed or Gzip");
        foreach (int encoding in raw.Encodings)
        {
            Require.That(encoding == (int)FormatEncoding.Rle || FormatNames.Fits(column.Type, (FormatEncoding)encoding), $"encoding {(FormatEncoding)encoding} of {column.Type}", $"{Fitting(column.Type)}");
        }

        Require.That(raw.Values == rows, $"{raw.Values} values", $"{rows}, as the row group has rows");
        long start = raw.DictionaryOffset ?? raw.DataOffset;
        Require.That(start == offset, $"pages from offset {start}", $"from offset {offset}, where those before end");
        Require.That(raw.CompressedBytes > 0 && raw.CompressedBytes <= end - offset, $"{raw.CompressedBytes} bytes of pages", $"1 to the {end - offset} in front of the footer");
        Require.That(raw.Bytes >= 0, $"{raw.Bytes} bytes before compression", $"at least 0");
        Require.That(
            raw.DictionaryOffset is null || (raw.DataOffset > start && raw.DataOffset - start < raw.CompressedBytes),
            $"a first data page at offset {raw.DataOffset}", $"one behind the dictionary at {start} and within {raw.CompressedBytes} bytes");
        return new ColumnChunk
        {
            Name = column.Name,
            CompressedBytes = raw.CompressedBytes,
            UncompressedBytes = raw.Bytes,
            Statistics = ReadStatistics(raw, column, rows),
            Compression = raw.Codec == (int)FormatCodec.Gzip ? Compression.Gzip : Compression.None,
            Offset = offset,
            DataOffset = raw.DataOffset,
            Encodings = [.. raw.Encodings.Select(encoding => (FormatEncoding)encoding)],
            HeaderChecksum = HeaderChecksum(raw),
        };
    }

    private static ColumnStatistics ReadStatistics(RawFooter.Chunk raw, Column column, int rows)
    {
        Require.That(raw.NullCount is >= 0 && raw.NullCount <= rows, $"{raw.NullCount?.ToString() ?? "no number of"} absent values", $"0 to {rows}");
        Require.That(column.Optional || raw.NullCount == 0, $"{raw.NullCount} absent values", $"none, as the column is not optional");
        Require.That(raw.Least is null == raw.Largest is null, $"only one of the least and the largest value", $"both or none");
        return new ColumnStatistics(
            (int)raw.NullCount!.Value,
            raw.Least is null ? null : StatisticsValue.FromBytes(column.Type, raw.Least),
            raw.Largest is null ? null : StatisticsValue.FromBytes(column.Type, raw.Largest));
    }

    private static uint HeaderChecksum(RawFooter.Chunk raw)
    {
        string? text = raw.KeyValues.Find(pair => pair.Key == FooterFields.HeaderChecksum).Value;
        return uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint checksum)
            ? checksum
            : throw new MalformedException(text is null ? $"no checksum '{FooterFields.HeaderChecksum}'" : $"the checksum '{text}'", "a checksum of all page headers, as in all files of this module");
    }

    private static ColumnEncoding Encoding(RowGroup[] groups, int column)
    {
        IReadOnlyList<FormatEncoding> encodings = groups.Length == 0 ? [] : groups[0].Columns[column].Encodings;
        return encodings.Contains(FormatEncoding.RleDictionary) ? ColumnEncoding.Dictionary
            : encodings.Contains(FormatEncoding.DeltaBinaryPacked) ? ColumnEncoding.Delta
            : encodings.Contains(FormatEncoding.ByteStreamSplit) ? ColumnEncoding.ByteStreamSplit
            : ColumnEncoding.Plain;
    }

    private static Dictionary<string, string> Metadata(RawFooter raw)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in raw.KeyValues.Where(pair => pair.Key != FooterFields.Checksum))
        {
            metadata[key] = value;
        }

        return metadata;
    }

    private static string Fitting(ColumnType type) => string.Join(", ", Enum.GetValues<FormatEncoding>().Where(encoding => FormatNames.Fits(type, encoding)));
}
