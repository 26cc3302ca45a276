using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>What has been appended to one column since the last row group.</summary>
internal abstract class ColumnBuffer
{
    private readonly LevelEncoder? _levels;
    private readonly int _capacity;
    private readonly HashSet<FormatEncoding> _encodings = [];
    private int _nulls;

    /// <summary>A buffer without values.</summary>
    /// <param name="column">The column.</param>
    /// <param name="options">How to write.</param>
    /// <param name="plain">Shared room for one page.</param>
    /// <param name="capacity">Values of a page.</param>
    protected ColumnBuffer(Column column, ParquetOptions options, ByteBuffer plain, int capacity)
    {
        Column = column;
        Options = options;
        _capacity = capacity;
        _levels = column.Optional ? new LevelEncoder() : null;
        Pages = new PageBuffer(options, plain);
    }

    public Column Column { get; }

    /// <summary>Rows appended since the last row group.</summary>
    public int Rows { get; private set; }

    /// <summary>Bytes of finished pages, and about as many as the page under way will have.</summary>
    public long Bytes => (long)Pages.Bytes + StagedBytes + (_levels?.Bytes ?? 0);

    protected ParquetOptions Options { get; }

    protected PageBuffer Pages { get; }

    /// <summary>Rows of the page under way.</summary>
    protected int PageRows { get; private set; }

    /// <summary>Values of the page under way that are staged outside of <see cref="Pages"/>, in bytes.</summary>
    protected abstract int StagedBytes { get; }

    /// <summary>The least and the largest value of the row group.</summary>
    protected abstract (object? Least, object? Largest) Range { get; }

    /// <summary>Whether absent values can be appended.</summary>
    public bool IsOptional => _levels is not null;

    /// <summary>Appends absent values.</summary>
    /// <exception cref="InvalidOperationException">The column is not optional, or the row group would have too many rows.</exception>
    public void AppendNulls(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (_levels is null)
        {
            throw new InvalidOperationException($"column '{Column.Name}': found absent values, expected none, as the column is not optional");
        }

        CheckRoom(count);
        while (count > 0)
        {
            int taken = Math.Min(count, PageRoom);
            Took(taken, isPresent: false);
            count -= taken;
        }
    }

    /// <summary>Writes the column's part of a row group and begins anew.</summary>
    public ColumnChunk MoveTo(Stream stream, long offset)
    {
        EndPage();
        bool hasDictionary = AppendDictionary();
        (object? least, object? largest) = Range;
        var statistics = new ColumnStatistics(_nulls, least, largest);
        (long bytes, long plain, long dictionary, uint headers) = Pages.MoveTo(stream, hasDictionary);
        var chunk = new ColumnChunk
        {
            Name = Column.Name,
            CompressedBytes = bytes,
            UncompressedBytes = plain,
            Statistics = statistics,
            Compression = Options.Compression,
            Offset = offset,
            DataOffset = offset + dictionary,
            Encodings = [FormatEncoding.Rle, .. _encodings.Order()],
            HeaderChecksum = headers,
        };
        _encodings.Clear();
        _nulls = 0;
        Rows = 0;
        Clear();
        return chunk;
    }

    /// <summary>Gives memory back; nothing can be appended any more.</summary>
    public virtual void Free()
    {
        Pages.Free();
        _levels?.Free();
    }

    /// <summary>Rows that the page under way can still take, above 0.</summary>
    protected int PageRoom => _capacity - PageRows;

    /// <summary>Whether the values of the page under way are as many bytes as a page has, however few they are.</summary>
    protected virtual bool IsPageFull => false;

    /// <summary>Checks that more rows can be appended before rows must end.</summary>
    protected void CheckRoom(int count)
    {
        if (count > Limits.GroupRows - Rows)
        {
            throw new InvalidOperationException(
                $"column '{Column.Name}': found {(long)Rows + count} rows since the last row group, expected at most {Limits.GroupRows}: end rows more often");
        }
    }

    /// <summary>Counts rows whose values, if present, have been staged, and ends the page when it is full.</summary>
    protected void Took(int count, bool isPresent)
    {
        _levels?.Add(isPresent, count);
        _nulls += isPresent ? 0 : count;
        Rows += count;
        PageRows += count;
        if (PageRows == _capacity || IsPageFull)
        {
            EndPage();
        }
    }

    /// <summary>Appends the staged values to a page.</summary>
    /// <returns>How they are encoded.</returns>
    protected abstract FormatEncoding EncodePage(ByteBuffer target);

    /// <summary>The page under way; levels, if any, stand in front of its values.</summary>
    protected virtual ByteBuffer BeginPage()
    {
        ByteBuffer target = Pages.Begin();
        _levels?.MoveTo(target);
        return target;
    }

    /// <summary>Appends the dictionary page of the row group, where there is one.</summary>
    protected virtual bool AppendDictionary() => false;

    /// <summary>Forgets the values of the row group.</summary>
    protected abstract void Clear();

    /// <summary>Ends the page under way, if it has rows.</summary>
    protected void EndPage()
    {
        if (PageRows == 0)
        {
            return;
        }

        FormatEncoding encoding = EncodePage(BeginPage());
        _encodings.Add(encoding);
        Pages.End(PageType.Data, PageRows, encoding);
        PageRows = 0;
    }
}
