namespace Neuro.Experiments.Parquet.Format;

/// <summary>Bounds that the writer keeps, so that the reader can refuse what exceeds them before it allocates.</summary>
internal static class Limits
{
    /// <summary>Bytes of a page before compression. The writer ends pages at half of it.</summary>
    public const int PageBytes = 16 << 20;

    /// <summary>Bytes of a dictionary, beyond which values are written plain.</summary>
    public const int DictionaryBytes = 256 << 10;

    /// <summary>UTF-8 bytes of one string.</summary>
    public const int StringBytes = 1 << 20;

    /// <summary>UTF-8 bytes of a string that stands in statistics.</summary>
    public const int StatisticsBytes = 256;

    /// <summary>Rows at which the writer ends a row group.</summary>
    public const int SoftGroupRows = 1 << 20;

    /// <summary>Rows that a row group can have.</summary>
    public const int GroupRows = 1 << 22;

    /// <summary>Columns of a table.</summary>
    public const int Columns = 10_000;

    /// <summary>Bytes of a page header.</summary>
    public const int HeaderBytes = 64;

    /// <summary>Structures inside each other in the footer.</summary>
    public const int Depth = 16;
}
