namespace Neuro.Experiments.Parquet.Format;

/// <summary>What stands around pages and footer: the magic number at both ends, and the footer's length in front of the last one.</summary>
internal static class FileFrame
{
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>The magic number of a file whose footer is encrypted.</summary>
    public static ReadOnlySpan<byte> EncryptedMagic => "PARE"u8;

    /// <summary>Bytes behind the footer.</summary>
    public const int Tail = 8;
}
