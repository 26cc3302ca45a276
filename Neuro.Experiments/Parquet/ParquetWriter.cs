using Neuro.Experiments.Parquet.Format;
using Neuro.Experiments.Parquet.Writing;

namespace Neuro.Experiments.Parquet;

/// <summary>Writes a table as a Parquet file: values are appended column by column, rows end together. For one thread at a time.</summary>
/// <remarks>
/// Row groups are buffered in memory and written when they reach <see cref="ParquetOptions.RowGroupBytes"/>. The footer comes last, so a file is complete
/// only after <see cref="Close"/>; a failed write leaves the writer unusable. After the first row group, appending allocates nothing per row.
/// </remarks>
public sealed class ParquetWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly Column[] _columns;
    private readonly ParquetOptions _options;
    private readonly ColumnBuffer[] _buffers;
    private readonly Dictionary<string, object> _appenders;
    private readonly ByteBuffer _plain = new();
    private readonly List<RowGroup> _groups = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private long _written;
    private long _rowsWritten;
    private bool _isClosed;
    private bool _isBroken;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Receives the file, from where it stands; only written to, never moved.</param>
    /// <param name="columns">The columns: at least one and at most 10,000.</param>
    /// <param name="options">How to write.</param>
    /// <param name="leaveOpen">Whether the stream is the caller's to close.</param>
    /// <exception cref="ArgumentException">Names are empty or not unique, an encoding does not fit a type, an option is out of its range or the stream cannot be written to.</exception>
    /// <exception cref="IOException">The stream cannot be written to now.</exception>
    public ParquetWriter(Stream stream, IReadOnlyList<Column> columns, ParquetOptions options, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("found a stream that cannot be written to, expected one that can", nameof(stream));
        }

        options.Check(nameof(options));
        _columns = Schema.Checked(columns);
        _stream = stream;
        _options = options;
        _leaveOpen = leaveOpen;
        _buffers = [.. _columns.Select(column => ColumnBuffers.Create(column, options, _plain))];
        _appenders = _buffers.ToDictionary(buffer => buffer.Column.Name, Appender, StringComparer.Ordinal);
        Write(FileFrame.Magic);
    }

    /// <summary>Number of rows ended.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of the file so far: those written, and about as many as what is buffered will take.</summary>
    public long Bytes => _written + _buffers.Sum(buffer => buffer.Bytes);

    /// <summary>Texts by name for the footer; may be changed until <see cref="Close"/>. The name <c>neuro.footer.crc32</c> is taken.</summary>
    public IDictionary<string, string> Metadata => _metadata;

    /// <summary>The appender of a column, always the same one.</summary>
    /// <typeparam name="T">The type of the column's values in memory.</typeparam>
    /// <param name="name">Name of the column.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds another type.</exception>
    public ColumnAppender<T> Column<T>(string name)
    {
        return _appenders.TryGetValue(name, out object? appender)
            ? appender as ColumnAppender<T>
                ?? throw new ArgumentException($"column '{name}': found values of type {typeof(T).Name}, expected {appender.GetType().GenericTypeArguments[0].Name}", nameof(name))
            : throw new ArgumentException($"found no column '{name}', expected one of {string.Join(", ", _columns.Select(column => column.Name))}", nameof(name));
    }

    /// <summary>Ends the rows appended since the last call; writes a row group where it is large enough.</summary>
    /// <exception cref="InvalidOperationException">The columns do not have the same number of rows, or the writer is closed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void EndRows()
    {
        CheckOpen();
        int rows = _buffers[0].Rows;
        long bytes = 0;
        foreach (ColumnBuffer buffer in _buffers)
        {
            if (buffer.Rows != rows)
            {
                throw new InvalidOperationException(
                    $"column '{buffer.Column.Name}': found {buffer.Rows} rows since the last row group, expected {rows} as in column '{_columns[0].Name}'");
            }

            bytes += buffer.Bytes;
        }

        Rows = _rowsWritten + rows;
        if (bytes >= _options.RowGroupBytes || rows >= Limits.SoftGroupRows)
        {
            WriteGroup();
        }
    }

    /// <summary>Ends the rows, writes the last row group and the footer, and closes the stream unless it is to be left open. A second call does nothing.</summary>
    /// <exception cref="ArgumentException">Metadata have the name that is taken, or hold half a pair of surrogates.</exception>
    /// <inheritdoc cref="EndRows" path="/exception"/>
    public void Close()
    {
        if (_isClosed)
        {
            return;
        }

        EndRows();
        WriteGroup();
        byte[] footer = FooterWriter.ToBytes(_columns, Rows, _groups, _metadata, _options.CreatedBy);
        _isBroken = true;
        Write(footer);
        _stream.Flush();
        Dispose();
    }

    /// <summary>Closes the stream unless it is to be left open. Without <see cref="Close"/> before it the file has no footer, and is none.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _plain.Free();
        Array.ForEach(_buffers, buffer => buffer.Free());
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    /// <summary>Checks that values can be appended.</summary>
    /// <exception cref="InvalidOperationException">The writer is closed, or failed to write.</exception>
    internal void CheckOpen()
    {
        if (_isClosed || _isBroken)
        {
            throw new InvalidOperationException($"found a writer that {(_isClosed ? "is closed" : "failed to write")}, expected an open one");
        }
    }

    private void WriteGroup()
    {
        int rows = _buffers[0].Rows;
        if (rows == 0)
        {
            return;
        }

        // What a failed write leaves cannot be continued.
        _isBroken = true;
        var chunks = new ColumnChunk[_buffers.Length];
        for (int i = 0; i < chunks.Length; i++)
        {
            chunks[i] = _buffers[i].MoveTo(_stream, _written);
            _written += chunks[i].CompressedBytes;
        }

        _groups.Add(new RowGroup(rows, chunks));
        _rowsWritten += rows;
        _isBroken = false;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _written += bytes.Length;
    }

    private object Appender(ColumnBuffer buffer) => buffer switch
    {
        ValueBuffer<bool> values => new ColumnAppender<bool>(this, values),
        ValueBuffer<int> values => new ColumnAppender<int>(this, values),
        ValueBuffer<long> values => new ColumnAppender<long>(this, values),
        ValueBuffer<float> values => new ColumnAppender<float>(this, values),
        ValueBuffer<double> values => new ColumnAppender<double>(this, values),
        _ => new ColumnAppender<string>(this, (ValueBuffer<string>)buffer),
    };
}
