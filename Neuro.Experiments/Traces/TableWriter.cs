using System.Globalization;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>Writes one table of a run as parts, each complete and renamed into place, so that a killed run loses at most the part in hand.</summary>
/// <remarks>One owner; not thread-safe. Whatever the disk refuses comes as an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</remarks>
internal sealed class TableWriter : IDisposable
{
    private readonly string _folder;
    private readonly TraceOptions _options;
    private readonly TimeProvider _time;
    private readonly long _started;
    private FileStream? _stream;
    private ParquetWriter? _writer;
    private long _opened;

    /// <summary>Prepares a table; nothing is written before its first row.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="time">Gives the age of parts.</param>
    /// <param name="before">What is there already; null for nothing.</param>
    public TableWriter(string run, TableLayout table, TraceOptions options, TimeProvider time, TableTotals? before = null)
    {
        Table = table;
        _folder = Path.Combine(run, table.Folder);
        _options = options;
        _time = time;
        _started = time.GetTimestamp();
        (Parts, Rows, Bytes) = before is null ? (0, 0, 0) : (before.Parts, before.Rows, before.Bytes);
    }

    /// <summary>The table.</summary>
    public TableLayout Table { get; }

    /// <summary>Complete parts.</summary>
    public int Parts { get; private set; }

    /// <summary>Rows in complete parts.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of complete parts.</summary>
    public long Bytes { get; private set; }

    /// <summary>The part being written, which is begun if there is none.</summary>
    public ParquetWriter Part => _writer ?? Open();

    /// <summary>Whether a part is being written.</summary>
    public bool IsOpen => _writer is not null;

    /// <summary>Whole rows have been appended.</summary>
    public void EndRows()
    {
        Guarded(Part.EndRows);
        if (Part.Bytes >= _options.PartBytes)
        {
            ClosePart();
        }
        else
        {
            CloseIfOld();
        }
    }

    /// <summary>Closes a part of a certain age. Parts grow with the run, so that there are not many of them and a killed run has lost little.</summary>
    public void CloseIfOld()
    {
        if (IsOpen && _time.GetElapsedTime(_opened) is var age && age >= _options.PartAge && age >= _time.GetElapsedTime(_started) / 8)
        {
            ClosePart();
        }
    }

    /// <summary>Closes the part in hand, if there is one, and puts it into place.</summary>
    public void ClosePart()
    {
        if (IsOpen)
        {
            Guarded(PutIntoPlace);
        }
    }

    /// <summary>Gives up the part in hand, if there is one, and the room that it takes on the disk.</summary>
    public void Dispose()
    {
        if (!IsOpen)
        {
            return;
        }

        try
        {
            Release();
            File.Delete(Partial(Parts));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It lies under a name that nobody reads.
        }
    }

    private ParquetWriter Open()
    {
        Directory.CreateDirectory(_folder);
        _stream = new FileStream(Partial(Parts), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _writer = new ParquetWriter(_stream, Table.Encoded(_options.Compression), new ParquetOptions { Compression = _options.Compression }, leaveOpen: true);
        _opened = _time.GetTimestamp();
        return _writer;
    }

    private void PutIntoPlace()
    {
        _writer!.Close();
        _stream!.Flush(flushToDisk: true);
        var (rows, bytes) = (_writer.Rows, _writer.Bytes);
        Release();
        File.Move(Partial(Parts), Path.Combine(_folder, TracePart.NameOf(Parts)));
        (Parts, Rows, Bytes) = (Parts + 1, Rows + rows, Bytes + bytes);
    }

    /// <summary>A part of which a piece could not be written is given up: nothing that comes after could be read.</summary>
    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Release()
    {
        var (writer, stream) = (_writer, _stream);
        (_writer, _stream) = (null, null);
        writer?.Dispose();
        stream?.Dispose();
    }

    private string Partial(int part) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $".part-{part:00000}.partial"));
}
