namespace Neuro.Experiments.Parquet.Format;

/// <summary>Numbers of the fields in the structures of a footer, by the format's Thrift definition, and what this module puts there.</summary>
internal static class FooterFields
{
    /// <summary>The version that this module writes: the first with the encodings beyond PLAIN.</summary>
    public const int Version = 2;

    /// <summary>Name of the footer's own checksum: CRC-32 of the footer with eight zeros in the checksum's place, in hexadecimal.</summary>
    public const string Checksum = "neuro.footer.crc32";

    /// <summary>Name of the checksum over the page headers of a column chunk, in hexadecimal.</summary>
    public const string HeaderChecksum = "neuro.headers.crc32";

    /// <summary>What stands in the checksum's place while it is computed.</summary>
    public const string NoChecksum = "00000000";

    internal static class File
    {
        public const int Version = 1;
        public const int Schema = 2;
        public const int Rows = 3;
        public const int RowGroups = 4;
        public const int KeyValues = 5;
        public const int CreatedBy = 6;
        public const int ColumnOrders = 7;
    }

    internal static class Element
    {
        public const int Type = 1;
        public const int Repetition = 3;
        public const int Name = 4;
        public const int Children = 5;
        public const int Converted = 6;
        public const int Logical = 10;
        public const int LogicalString = 1;
        public const int Required = 0;
        public const int Optional = 1;
        public const int ConvertedUtf8 = 0;
    }

    internal static class Group
    {
        public const int Columns = 1;
        public const int Bytes = 2;
        public const int Rows = 3;
        public const int Offset = 5;
        public const int CompressedBytes = 6;
        public const int Ordinal = 7;
    }

    internal static class Chunk
    {
        public const int FileOffset = 2;
        public const int Metadata = 3;
    }

    internal static class ChunkMetadata
    {
        public const int Type = 1;
        public const int Encodings = 2;
        public const int Path = 3;
        public const int Codec = 4;
        public const int Values = 5;
        public const int Bytes = 6;
        public const int CompressedBytes = 7;
        public const int KeyValues = 8;
        public const int DataOffset = 9;
        public const int DictionaryOffset = 11;
        public const int Statistics = 12;
    }

    internal static class Statistics
    {
        public const int NullCount = 3;
        public const int Largest = 5;
        public const int Least = 6;
    }

    internal static class KeyValue
    {
        public const int Key = 1;
        public const int Value = 2;
    }

    internal static class Order
    {
        public const int ByType = 1;
    }
}
