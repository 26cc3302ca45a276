using System.Buffers.Binary;
using System.Text;

namespace Neuro.Experiments.Parquet.Format;

/// <summary>Writes what stands behind the pages: the footer, its length and the magic number.</summary>
internal static class FooterWriter
{
    public static byte[] ToBytes(
        IReadOnlyList<Column> columns, long rows, IReadOnlyList<RowGroup> groups, IReadOnlyDictionary<string, string> metadata, string createdBy)
    {
        if (metadata.ContainsKey(FooterFields.Checksum))
        {
            throw new ArgumentException($"found metadata named '{FooterFields.Checksum}', expected another name, as the footer's checksum has it", nameof(metadata));
        }

        var bytes = new ByteBuffer();
        var writer = new ThriftWriter(bytes);
        writer.Begin();
        writer.Int32(FooterFields.File.Version, FooterFields.Version);
        WriteSchema(writer, columns);
        writer.Int64(FooterFields.File.Rows, rows);
        writer.List(FooterFields.File.RowGroups, ThriftType.Structure, groups.Count);
        for (int i = 0; i < groups.Count; i++)
        {
            WriteGroup(writer, columns, groups[i], i);
        }

        writer.List(FooterFields.File.KeyValues, ThriftType.Structure, metadata.Count + 1);
        foreach ((string key, string value) in metadata)
        {
            WriteKeyValue(writer, key, value);
        }

        WriteKeyValue(writer, FooterFields.Checksum, FooterFields.NoChecksum);
        // The value is the last thing in its structure, so it ends a byte before the end.
        int checksum = bytes.Length - 1 - FooterFields.NoChecksum.Length;
        writer.Text(FooterFields.File.CreatedBy, createdBy);
        writer.List(FooterFields.File.ColumnOrders, ThriftType.Structure, columns.Count);
        foreach (Column _ in columns)
        {
            writer.Begin();
            writer.Begin(FooterFields.Order.ByType);
            writer.End();
            writer.End();
        }

        writer.End();
        Encoding.ASCII.GetBytes(Hexadecimal(Crc32.Of(bytes.Written)), bytes.Slice(checksum, FooterFields.NoChecksum.Length));
        int length = bytes.Length;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.Room(sizeof(int)), length);
        bytes.Advance(sizeof(int));
        bytes.Append(FileFrame.Magic);
        return bytes.Written.ToArray();
    }

    public static string Hexadecimal(uint checksum) => checksum.ToString("x8");

    private static void WriteSchema(ThriftWriter writer, IReadOnlyList<Column> columns)
    {
        writer.List(FooterFields.File.Schema, ThriftType.Structure, columns.Count + 1);
        writer.Begin();
        writer.Text(FooterFields.Element.Name, "table");
        writer.Int32(FooterFields.Element.Children, columns.Count);
        writer.End();
        foreach (Column column in columns)
        {
            writer.Begin();
            writer.Int32(FooterFields.Element.Type, (int)FormatNames.Of(column.Type));
            writer.Int32(FooterFields.Element.Repetition, column.Optional ? FooterFields.Element.Optional : FooterFields.Element.Required);
            writer.Text(FooterFields.Element.Name, column.Name);
            if (column.Type == ColumnType.String)
            {
                writer.Int32(FooterFields.Element.Converted, FooterFields.Element.ConvertedUtf8);
                writer.Begin(FooterFields.Element.Logical);
                writer.Begin(FooterFields.Element.LogicalString);
                writer.End();
                writer.End();
            }

            writer.End();
        }
    }

    private static void WriteGroup(ThriftWriter writer, IReadOnlyList<Column> columns, RowGroup group, int ordinal)
    {
        writer.Begin();
        writer.List(FooterFields.Group.Columns, ThriftType.Structure, columns.Count);
        for (int i = 0; i < columns.Count; i++)
        {
            writer.Begin();
            // Chunks have no metadata outside of the footer, which the format asks to be told by 0.
            writer.Int64(FooterFields.Chunk.FileOffset, 0);
            writer.Begin(FooterFields.Chunk.Metadata);
            WriteChunk(writer, columns[i], group.Columns[i], group.Rows);
            writer.End();
            writer.End();
        }

        writer.Int64(FooterFields.Group.Bytes, group.Columns.Sum(chunk => chunk.UncompressedBytes));
        writer.Int64(FooterFields.Group.Rows, group.Rows);
        writer.Int64(FooterFields.Group.Offset, group.Columns[0].Offset);
        writer.Int64(FooterFields.Group.CompressedBytes, group.Columns.Sum(chunk => chunk.CompressedBytes));
        if (ordinal <= short.MaxValue)
        {
            writer.Int16(FooterFields.Group.Ordinal, (short)ordinal);
        }

        writer.End();
    }

    private static void WriteChunk(ThriftWriter writer, Column column, ColumnChunk chunk, int rows)
    {
        writer.Int32(FooterFields.ChunkMetadata.Type, (int)FormatNames.Of(column.Type));
        writer.List(FooterFields.ChunkMetadata.Encodings, ThriftType.Int32, chunk.Encodings.Count);
        foreach (FormatEncoding encoding in chunk.Encodings)
        {
            writer.Element((int)encoding);
        }

        writer.List(FooterFields.ChunkMetadata.Path, ThriftType.Binary, 1);
        writer.Element(column.Name);
        writer.Int32(FooterFields.ChunkMetadata.Codec, (int)(chunk.Compression == Compression.Gzip ? FormatCodec.Gzip : FormatCodec.Uncompressed));
        writer.Int64(FooterFields.ChunkMetadata.Values, rows);
        writer.Int64(FooterFields.ChunkMetadata.Bytes, chunk.UncompressedBytes);
        writer.Int64(FooterFields.ChunkMetadata.CompressedBytes, chunk.CompressedBytes);
        writer.List(FooterFields.ChunkMetadata.KeyValues, ThriftType.Structure, 1);
        WriteKeyValue(writer, FooterFields.HeaderChecksum, Hexadecimal(chunk.HeaderChecksum));
        writer.Int64(FooterFields.ChunkMetadata.DataOffset, chunk.DataOffset);
        if (chunk.HasDictionary)
        {
            writer.Int64(FooterFields.ChunkMetadata.DictionaryOffset, chunk.Offset);
        }

        writer.Begin(FooterFields.ChunkMetadata.Statistics);
        writer.Int64(FooterFields.Statistics.NullCount, chunk.Statistics.NullCount);
        if (chunk.Statistics is { Minimum: { } least, Maximum: { } largest })
        {
            writer.Binary(FooterFields.Statistics.Largest, StatisticsValue.ToBytes(largest));
            writer.Binary(FooterFields.Statistics.Least, StatisticsValue.ToBytes(least));
        }

        writer.End();
    }

    private static void WriteKeyValue(ThriftWriter writer, string key, string value)
    {
        writer.Begin();
        writer.Text(FooterFields.KeyValue.Key, key);
        writer.Text(FooterFields.KeyValue.Value, value);
        writer.End();
    }
}
