using System.Buffers.Binary;
using Neuro.Experiments.Parquet.Format;
using Neuro.Experiments.Parquet.Reading;

namespace Neuro.Experiments.Parquet;

/// <summary>Reads files that <see cref="ParquetWriter"/> wrote, and refuses everything else. For one thread at a time.</summary>
/// <remarks>Every byte of a file is covered by a checksum or known beforehand, so a damaged or edited file is refused: its footer and frame on opening, its pages when they are read.</remarks>
public sealed class ParquetReader : IDisposable
{
    private readonly Stream _stream;
    private readonly string _name;
    private readonly bool _leaveOpen;
    private readonly Footer _footer;
    private readonly ChunkReader _chunks;
    private readonly Dictionary<Type, object> _decoders = [];

    /// <summary>Opens a file: reads its footer.</summary>
    /// <param name="stream">The file, which must be seekable; it begins where the stream does.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="leaveOpen">Whether the stream is the caller's to close. It is left open where this constructor throws.</param>
    /// <exception cref="ParquetException">The file is damaged, or none that <see cref="ParquetWriter"/> writes.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read or not be sought in.</exception>
    /// <exception cref="IOException">The stream cannot be read now.</exception>
    public ParquetReader(Stream stream, string name, bool leaveOpen = false)
        : this(stream, name, leaveOpen, checksums: true)
    {
    }

    /// <summary>Opens a file, without its checksums where tests want what lies behind them.</summary>
    internal ParquetReader(Stream stream, string name, bool leaveOpen, bool checksums)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead || !stream.CanSeek)
        {
            throw new ArgumentException("found a stream that cannot be read or sought in, expected one that can", nameof(stream));
        }

        _stream = stream;
        _name = name;
        _leaveOpen = leaveOpen;
        _chunks = new ChunkReader(stream, checksums);
        try
        {
            _footer = ReadFooter(checksums);
        }
        catch (MalformedException e)
        {
            throw new ParquetException(name, e.Place.Length == 0 ? "footer" : $"footer, {e.Place}", e.Found, e.Expected, e);
        }
        catch (EndOfStreamException e)
        {
            throw new ParquetException(name, "footer", "the end of the file", "the footer", e);
        }
    }

    /// <summary>The columns of the table. Their encoding is that of the first row group, where a page without values counts as plain.</summary>
    public IReadOnlyList<Column> Columns => _footer.Columns;

    /// <summary>Number of rows of all row groups.</summary>
    public long Rows => _footer.Rows;

    /// <summary>The row groups, in order.</summary>
    public IReadOnlyList<RowGroup> RowGroups => _footer.Groups;

    /// <summary>Texts by name that were given to the writer.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _footer.Metadata;

    /// <summary>Reads one column of a row group.</summary>
    /// <typeparam name="T">The type of its values in memory.</typeparam>
    /// <param name="rowGroup">Index of the row group, from 0.</param>
    /// <param name="column">Name of the column, which must not be optional.</param>
    /// <param name="values">Receives a value for each row, from the start; may be longer. It holds anything when this throws.</param>
    /// <exception cref="ParquetException">There is no such column, it holds another type or is optional, or its pages are damaged or none that <see cref="ParquetWriter"/> writes.</exception>
    /// <exception cref="ArgumentException">There is no such row group, or too little room for its rows.</exception>
    /// <exception cref="IOException">The stream cannot be read now.</exception>
    public void Read<T>(int rowGroup, string column, Span<T> values)
    {
        (int index, RowGroup group) = Find(rowGroup, column, typeof(T), values.Length);
        if (Columns[index].Optional)
        {
            throw new ParquetException(_name, $"column '{column}'", "an optional column", "one that is not, as absent values were not asked for");
        }

        Read(index, rowGroup, group, values[..group.Rows], []);
    }

    /// <summary>Reads one column of a row group, optional or not.</summary>
    /// <param name="rowGroup">Index of the row group, from 0.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="values">Receives a value for each row, the default of its type where it is absent; may be longer. It holds anything when this throws.</param>
    /// <param name="present">Receives whether each value is present; may be longer.</param>
    /// <typeparam name="T">The type of its values in memory.</typeparam>
    /// <exception cref="ParquetException">There is no such column, it holds another type, or its pages are damaged or none that <see cref="ParquetWriter"/> writes.</exception>
    /// <exception cref="ArgumentException">There is no such row group, or too little room for its rows.</exception>
    /// <exception cref="IOException">The stream cannot be read now.</exception>
    public void Read<T>(int rowGroup, string column, Span<T> values, Span<bool> present)
    {
        (int index, RowGroup group) = Find(rowGroup, column, typeof(T), Math.Min(values.Length, present.Length));
        present = present[..group.Rows];
        if (Columns[index].Optional)
        {
            Read(index, rowGroup, group, values[..group.Rows], present);
            return;
        }

        Read(index, rowGroup, group, values[..group.Rows], []);
        present.Fill(true);
    }

    /// <summary>Closes the stream unless it is to be left open.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private Footer ReadFooter(bool checksums)
    {
        int least = FileFrame.Magic.Length + FileFrame.Tail;
        long length = _stream.Length;
        Require.That(length >= least, $"{length} bytes", $"at least {least}, with the magic number 'PAR1' at both ends");
        Span<byte> head = stackalloc byte[FileFrame.Magic.Length];
        Span<byte> tail = stackalloc byte[FileFrame.Tail];
        _stream.Position = 0;
        _stream.ReadExactly(head);
        _stream.Position = length - FileFrame.Tail;
        _stream.ReadExactly(tail);
        Require.That(!tail[4..].SequenceEqual(FileFrame.EncryptedMagic), $"an encrypted footer", $"a plain one");
        Require.That(head.SequenceEqual(FileFrame.Magic), $"a first word {Convert.ToHexString(head)}", $"the magic number 'PAR1'");
        Require.That(tail[4..].SequenceEqual(FileFrame.Magic), $"a last word {Convert.ToHexString(tail[4..])}", $"the magic number 'PAR1', which is missing where a file was not closed");
        uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        Require.That(bytes <= length - least, $"a footer of {bytes} bytes", $"at most the {length - least} of the file between its ends");
        byte[] footer = new byte[bytes];
        long start = length - FileFrame.Tail - bytes;
        _stream.Position = start;
        _stream.ReadExactly(footer);
        return FooterReader.Read(footer, start, checksums);
    }

    private (int Index, RowGroup Group) Find(int rowGroup, string column, Type type, int room)
    {
        int index = Array.FindIndex(_footer.Columns, c => c.Name == column);
        if (index < 0)
        {
            throw new ParquetException(_name, string.Empty, $"no column '{column}'", $"one beside {string.Join(", ", Columns.Select(c => c.Name))}");
        }

        Type expected = FormatNames.Memory(Columns[index].Type);
        if (type != expected)
        {
            throw new ParquetException(_name, $"column '{column}'", $"values of type {Columns[index].Type}", $"values of type {type.Name}, as were asked for");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(rowGroup);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rowGroup, RowGroups.Count);
        RowGroup group = RowGroups[rowGroup];
        return room >= group.Rows
            ? (index, group)
            : throw new ArgumentException($"column '{column}': found room for {room} values, expected for at least the {group.Rows} rows of the row group", nameof(room));
    }

    private void Read<T>(int index, int rowGroup, RowGroup group, Span<T> values, Span<bool> present)
    {
        try
        {
            _chunks.Read(Columns[index], group.Columns[index], Decoder<T>(), values, present);
        }
        catch (MalformedException e)
        {
            throw new ParquetException(_name, Place(index, rowGroup), e.Found, e.Expected, e);
        }
        catch (EndOfStreamException e)
        {
            throw new ParquetException(_name, Place(index, rowGroup), "the end of the file", "the rest of the page", e);
        }
    }

    private string Place(int index, int rowGroup) => $"column '{Columns[index].Name}', row group {rowGroup}, page {_chunks.Page}";

    private ValueDecoder<T> Decoder<T>()
    {
        if (!_decoders.TryGetValue(typeof(T), out object? decoder))
        {
            decoder = typeof(T) == typeof(int) ? new NumberDecoder<int>()
                : typeof(T) == typeof(long) ? new NumberDecoder<long>()
                : typeof(T) == typeof(float) ? new NumberDecoder<float>()
                : typeof(T) == typeof(double) ? new NumberDecoder<double>()
                : typeof(T) == typeof(bool) ? new BooleanDecoder()
                : new StringDecoder();
            _decoders.Add(typeof(T), decoder);
        }

        return (ValueDecoder<T>)decoder;
    }
}
