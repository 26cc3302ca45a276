namespace Neuro.Experiments.Parquet.Format;

/// <summary>What stands in front of each page.</summary>
/// <param name="Type">Kind of page.</param>
/// <param name="PlainBytes">Bytes of the payload before compression.</param>
/// <param name="StoredBytes">Bytes of the payload in the file.</param>
/// <param name="Checksum">CRC-32 of the payload in the file.</param>
/// <param name="Values">Values, absent ones too.</param>
/// <param name="Encoding">How values are encoded.</param>
internal readonly record struct PageHeader(PageType Type, int PlainBytes, int StoredBytes, uint Checksum, int Values, FormatEncoding Encoding)
{
    // Fields of the structures PageHeader, DataPageHeader and DictionaryPageHeader.
    private const int TypeField = 1;
    private const int PlainField = 2;
    private const int StoredField = 3;
    private const int ChecksumField = 4;
    private const int DataField = 5;
    private const int DictionaryField = 7;
    private const int ValuesField = 1;
    private const int EncodingField = 2;
    private const int DefinitionField = 3;
    private const int RepetitionField = 4;

    public void Write(ThriftWriter writer)
    {
        writer.Begin();
        writer.Int32(TypeField, (int)Type);
        writer.Int32(PlainField, PlainBytes);
        writer.Int32(StoredField, StoredBytes);
        writer.Int32(ChecksumField, (int)Checksum);
        writer.Begin(Type == PageType.Dictionary ? DictionaryField : DataField);
        writer.Int32(ValuesField, Values);
        writer.Int32(EncodingField, (int)Encoding);
        if (Type != PageType.Dictionary)
        {
            writer.Int32(DefinitionField, (int)FormatEncoding.Rle);
            writer.Int32(RepetitionField, (int)FormatEncoding.Rle);
        }

        writer.End();
        writer.End();
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The bytes from its start, at least as many as it has.</param>
    /// <param name="length">How many it has.</param>
    /// <exception cref="MalformedException">It is no header of a page that this module writes.</exception>
    public static PageHeader Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ThriftReader(bytes);
        int? type = null, plain = null, stored = null, checksum = null;
        (int Values, int Encoding)? data = null, dictionary = null;
        for (int field = 0; reader.Next(ref field, out ThriftType kind);)
        {
            switch (field)
            {
                case TypeField: type = reader.Int32(kind); break;
                case PlainField: plain = reader.Int32(kind); break;
                case StoredField: stored = reader.Int32(kind); break;
                case ChecksumField: checksum = reader.Int32(kind); break;
                case DataField: data = ReadInner(ref reader, kind); break;
                case DictionaryField: dictionary = ReadInner(ref reader, kind); break;
                default: reader.Skip(kind); break;
            }
        }

        length = reader.Position;
        if (type is not ((int)PageType.Data or (int)PageType.Dictionary))
        {
            throw new MalformedException($"a page of type {(type is { } other ? (PageType)other : "none")}", "a page of type Data (version 1) or Dictionary");
        }

        (int Values, int Encoding)? inner = type == (int)PageType.Data ? data : dictionary;
        return inner is { Values: >= 0 } found && plain is >= 0 && stored is >= 0 && checksum is { } crc
            ? new PageHeader((PageType)type, plain.Value, stored.Value, (uint)crc, found.Values, (FormatEncoding)found.Encoding)
            : throw new MalformedException(
                $"a page header with sizes {plain} and {stored}, {inner?.Values} values and {(checksum is null ? "no" : "a")} checksum", "sizes, a number of values and a checksum");
    }

    private static (int Values, int Encoding) ReadInner(ref ThriftReader reader, ThriftType kind)
    {
        ThriftReader.Expect(kind, ThriftType.Structure);
        (int values, int encoding) = (-1, -1);
        for (int field = 0; reader.Next(ref field, out ThriftType type);)
        {
            switch (field)
            {
                case ValuesField: values = reader.Int32(type); break;
                case EncodingField: encoding = reader.Int32(type); break;
                case DefinitionField or RepetitionField:
                    int levels = reader.Int32(type);
                    if (levels != (int)FormatEncoding.Rle)
                    {
                        throw new MalformedException($"levels in encoding {(FormatEncoding)levels}", "Rle");
                    }

                    break;
                default: reader.Skip(type); break;
            }
        }

        return (values, encoding);
    }
}
