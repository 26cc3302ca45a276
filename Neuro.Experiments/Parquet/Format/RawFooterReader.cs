namespace Neuro.Experiments.Parquet.Format;

/// <summary>Reads the structures of a footer; fields that this module does not need are passed over.</summary>
internal static class RawFooterReader
{
    /// <summary>Reads a footer.</summary>
    /// <exception cref="MalformedException">The bytes are no footer.</exception>
    public static RawFooter Read(ReadOnlySpan<byte> bytes)
    {
        var footer = new RawFooter();
        var reader = new ThriftReader(bytes);
        for (int field = 0; reader.Next(ref field, out ThriftType type);)
        {
            switch (field)
            {
                case FooterFields.File.Version: footer.Version = reader.Int32(type); break;
                case FooterFields.File.Rows: footer.Rows = reader.Int64(type); break;
                case FooterFields.File.Schema:
                    for (int left = reader.List(type, ThriftType.Structure); left > 0; left--)
                    {
                        footer.Schema.Add(ReadElement(ref reader));
                    }

                    break;
                case FooterFields.File.RowGroups:
                    for (int left = reader.List(type, ThriftType.Structure); left > 0; left--)
                    {
                        footer.Groups.Add(ReadGroup(ref reader));
                    }

                    break;
                case FooterFields.File.KeyValues:
                    for (int left = reader.List(type, ThriftType.Structure); left > 0; left--)
                    {
                        (string key, string value, int at) = ReadKeyValue(ref reader);
                        footer.KeyValues.Add((key, value));
                        footer.ChecksumAt = key == FooterFields.Checksum ? at : footer.ChecksumAt;
                    }

                    break;
                case FooterFields.File.ColumnOrders:
                    footer.HasColumnOrders = true;
                    reader.Skip(type);
                    break;
                default: reader.Skip(type); break;
            }
        }

        return reader.Remaining == 0 ? footer : throw new MalformedException($"{reader.Remaining} bytes behind the footer's end", "none");
    }

    private static RawFooter.Element ReadElement(ref ThriftReader reader)
    {
        var element = new RawFooter.Element();
        for (int field = 0; reader.Next(ref field, out ThriftType type);)
        {
            switch (field)
            {
                case FooterFields.Element.Type: element.Type = reader.Int32(type); break;
                case FooterFields.Element.Repetition: element.Repetition = reader.Int32(type); break;
                case FooterFields.Element.Name: element.Name = reader.Text(type); break;
                case FooterFields.Element.Children: element.Children = reader.Int32(type); break;
                case FooterFields.Element.Converted: element.Converted = reader.Int32(type); break;
                case FooterFields.Element.Logical:
                    element.HasLogical = true;
                    reader.Skip(type);
                    break;
                default: reader.Skip(type); break;
            }
        }

        return element;
    }

    private static RawFooter.Group ReadGroup(ref ThriftReader reader)
    {
        var group = new RawFooter.Group();
        for (int field = 0; reader.Next(ref field, out ThriftType type);)
        {
            switch (field)
            {
                case FooterFields.Group.Rows: group.Rows = reader.Int64(type); break;
                case FooterFields.Group.Columns:
                    for (int left = reader.List(type, ThriftType.Structure); left > 0; left--)
                    {
                        group.Chunks.Add(ReadChunk(ref reader));
                    }

                    break;
                default: reader.Skip(type); break;
            }
        }

        return group;
    }

    private static RawFooter.Chunk ReadChunk(ref ThriftReader reader)
    {
        const int FilePath = 1;
        var chunk = new RawFooter.Chunk();
        for (int field = 0; reader.Next(ref field, out ThriftType type);)
        {
            switch (field)
            {
                case FilePath:
                    chunk.HasFilePath = true;
                    reader.Skip(type);
                    break;
                case FooterFields.Chunk.Metadata:
                    ThriftReader.Expect(type, ThriftType.Structure);
                    ReadChunkMetadata(ref reader, chunk);
                    break;
                default: reader.Skip(type); break;
            }
        }

        return chunk;
    }

    private static void ReadChunkMetadata(ref ThriftReader reader, RawFooter.Chunk chunk)
    {
        for (int field = 0; reader.Next(ref field, out ThriftType type);)
        {
            switch (field)
            {
                case FooterFields.ChunkMetadata.Type: chunk.Type = reader.Int32(type); break;
                case FooterFields.ChunkMetadata.Encodings:
                    for (int left = reader.List(type, ThriftType.Int32); left > 0; left--)
                    {
                        chunk.Encodings.Add(reader.Int32());
                    }

                    break;
                case FooterFields.ChunkMetadata.Path:
                    for (int left = reader.List(type, ThriftType.Binary); left > 0; left--)
                    {
                        chunk.Path.Add(reader.Text());
                    }

                    break;
                case FooterFields.ChunkMetadata.Codec: chunk.Codec = reader.Int32(type); break;
                case FooterFields.ChunkMetadata.Values: chunk.Values = reader.Int64(type); break;
                case FooterFields.ChunkMetadata.Bytes: chunk.Bytes = reader.Int64(type); break;
                case FooterFields.ChunkMetadata.CompressedBytes: chunk.CompressedBytes = reader.Int64(type); break;
                case FooterFields.ChunkMetadata.KeyValues:
                    for (int left = reader.List(type, ThriftType.Structure); left > 0; left--)
                    {
                        (string key, string value, _) = ReadKeyValue(ref reader);
                        chunk.KeyValues.Add((key, value));
                    }

                    break;
                case FooterFields.ChunkMetadata.DataOffset: chunk.DataOffset = reader.Int64(type); break;
                case FooterFields.ChunkMetadata.DictionaryOffset: chunk.DictionaryOffset = reader.Int64(type); break;
                case FooterFields.ChunkMetadata.Statistics:
                    ThriftReader.Expect(type, ThriftType.Structure);
                    ReadStatistics(ref reader, chunk);
                    break;
                default: reader.Skip(type); break;
            }
        }
    }

    private static void ReadStatistics(ref ThriftReader reader, RawFooter.Chunk chunk)
    {
        for (int field = 0; reader.Next(ref field, out ThriftType type);)
        {
            switch (field)
            {
                case FooterFields.Statistics.NullCount: chunk.NullCount = reader.Int64(type); break;
                case FooterFields.Statistics.Largest: chunk.Largest = reader.Binary(type).ToArray(); break;
                case FooterFields.Statistics.Least: chunk.Least = reader.Binary(type).ToArray(); break;
                default: reader.Skip(type); break;
            }
        }
    }

    private static (string Key, string Value, int At) ReadKeyValue(ref ThriftReader reader)
    {
        (string key, string value, int at) = (string.Empty, string.Empty, 0);
        for (int field = 0; reader.Next(ref field, out ThriftType type);)
        {
            switch (field)
            {
                case FooterFields.KeyValue.Key: key = reader.Text(type); break;
                case FooterFields.KeyValue.Value:
                    ReadOnlySpan<byte> bytes = reader.Binary(type);
                    value = StrictUtf8.Text(bytes);
                    at = reader.Position - bytes.Length;
                    break;
                default: reader.Skip(type); break;
            }
        }

        return (key, value, at);
    }
}
