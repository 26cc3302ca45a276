namespace Neuro.Experiments.Parquet.Format;

/// <summary>What a footer says, before it is known whether it makes sense.</summary>
internal sealed class RawFooter
{
    public int Version { get; set; }

    public long Rows { get; set; }

    public List<Element> Schema { get; } = [];

    public List<Group> Groups { get; } = [];

    public List<(string Key, string Value)> KeyValues { get; } = [];

    public bool HasColumnOrders { get; set; }

    /// <summary>Offset of the footer's checksum in the footer; below 0 where it has none.</summary>
    public int ChecksumAt { get; set; } = -1;

    internal sealed class Element
    {
        public int? Type { get; set; }

        public int? Repetition { get; set; }

        public string Name { get; set; } = string.Empty;

        public int? Children { get; set; }

        public int? Converted { get; set; }

        public bool HasLogical { get; set; }
    }

    internal sealed class Group
    {
        public long Rows { get; set; }

        public List<Chunk> Chunks { get; } = [];
    }

    internal sealed class Chunk
    {
        public bool HasFilePath { get; set; }

        public int? Type { get; set; }

        public List<int> Encodings { get; } = [];

        public List<string> Path { get; } = [];

        public int? Codec { get; set; }

        public long Values { get; set; }

        public long Bytes { get; set; }

        public long CompressedBytes { get; set; }

        public List<(string Key, string Value)> KeyValues { get; } = [];

        public long DataOffset { get; set; }

        public long? DictionaryOffset { get; set; }

        public long? NullCount { get; set; }

        public byte[]? Least { get; set; }

        public byte[]? Largest { get; set; }
    }
}
