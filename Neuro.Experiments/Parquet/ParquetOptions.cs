using System.IO.Compression;

namespace Neuro.Experiments.Parquet;

/// <summary>How a file is written.</summary>
public sealed record ParquetOptions
{
    /// <summary>How pages are compressed; by default not.</summary>
    public Compression Compression { get; init; }

    /// <summary>How hard compression tries; by default as fast as it can.</summary>
    public CompressionLevel Level { get; init; } = CompressionLevel.Fastest;

    /// <summary>Size, in bytes of encoded and compressed pages, at which a row group is written out; 1 to 1 GiB, by default 16 MiB.</summary>
    /// <remarks>It is looked at where rows end, so a row group may exceed it by what is appended in between. A row group also ends at 1,048,576 rows.</remarks>
    public long RowGroupBytes { get; init; } = 16 << 20;

    /// <summary>Size, in bytes before encoding and compression, at which a page ends; 64 to 8 MiB, by default 1 MiB.</summary>
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>Program that writes, as the footer names it.</summary>
    public string CreatedBy { get; init; } = $"Neuro version {typeof(ParquetOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Checks the range of each option.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void Check(string parameter)
    {
        Check(RowGroupBytes is >= 1 and <= 1 << 30, nameof(RowGroupBytes), RowGroupBytes, "1 to 1,073,741,824");
        Check(PageBytes is >= 64 and <= Format.Limits.PageBytes / 2, nameof(PageBytes), PageBytes, "64 to 8,388,608");
        Check(CreatedBy is not null, nameof(CreatedBy), CreatedBy, "a text");
        Check(Enum.IsDefined(Compression), nameof(Compression), Compression, "None or Gzip");
        Check(Enum.IsDefined(Level), nameof(Level), Level, "a level of compression");

        void Check(bool isRight, string name, object? found, string expected)
        {
            if (!isRight)
            {
                throw new ArgumentException($"{name}: found {found ?? "null"}, expected {expected}", parameter);
            }
        }
    }
}
