using System.Globalization;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>One file of a table, as its footer tells.</summary>
/// <param name="File">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="RowGroups">Its row groups.</param>
/// <param name="Metadata">The texts that its footer holds.</param>
internal sealed record TracePart(
    string File, long Bytes, long Rows, IReadOnlyList<Column> Columns, IReadOnlyList<RowGroup> RowGroups, IReadOnlyDictionary<string, string> Metadata)
{
    private const string Prefix = "part-";
    private const string Extension = ".parquet";

    /// <summary>The name of a part.</summary>
    /// <param name="number">Its number, from 0.</param>
    public static string NameOf(int number) => $"{Prefix}{number:00000}{Extension}";

    /// <summary>The number of the part that a file is; null when it is none, such as one that is still being written.</summary>
    /// <param name="file">The name of the file, without its folder.</param>
    public static int? NumberOf(string file) =>
        file.StartsWith(Prefix, StringComparison.Ordinal) && file.EndsWith(Extension, StringComparison.Ordinal)
        && int.TryParse(file.AsSpan(Prefix.Length..^Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && NameOf(number) == file
            ? number
            : null;

    /// <summary>Reads the footer of a part.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="TraceException">It cannot be read.</exception>
    public static TracePart Of(string file)
    {
        using var reader = Open(file);
        return new TracePart(file, new FileInfo(file).Length, reader.Rows, reader.Columns, reader.RowGroups, reader.Metadata);
    }

    /// <summary>Opens a part, to be read.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="TraceException">It is gone, or cannot be read.</exception>
    public static ParquetReader Open(string file)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new ParquetReader(stream, file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TraceException($"{file}: found that it is gone, expected the part that was there a moment ago", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ParquetException)
        {
            stream?.Dispose();
            throw e is ParquetException ? new TraceException(e.Message, e) : new TraceException($"{file}: found a part that cannot be read ({e.Message.TrimEnd('.')}), expected one that can", e);
        }
    }
}
