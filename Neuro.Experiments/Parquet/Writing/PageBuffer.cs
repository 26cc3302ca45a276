using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>The finished pages of one column in one row group, and where the payload of the next one goes.</summary>
internal sealed class PageBuffer
{
    private readonly ByteBuffer _bytes = new();
    private readonly ByteBuffer _header = new();
    private readonly ThriftWriter _headerWriter;
    private readonly ParquetOptions _options;
    private readonly ByteBuffer _plain;
    private readonly List<Page> _pages = [];
    private int _start;

    /// <summary>A buffer without pages.</summary>
    /// <param name="options">How to compress.</param>
    /// <param name="plain">Shared room for one payload before compression.</param>
    public PageBuffer(ParquetOptions options, ByteBuffer plain)
    {
        _options = options;
        _plain = plain;
        _headerWriter = new ThriftWriter(_header);
    }

    /// <summary>Bytes of the finished pages, and of the one under way where it is not compressed.</summary>
    public int Bytes => _bytes.Length;

    /// <summary>Begins a page.</summary>
    /// <returns>What its payload is to be appended to.</returns>
    public ByteBuffer Begin()
    {
        if (_options.Compression == Compression.None)
        {
            BeginStored();
            return _bytes;
        }

        _plain.Clear();
        return _plain;
    }

    /// <summary>The payload of the page under way.</summary>
    public Span<byte> Payload => _options.Compression == Compression.None ? _bytes.Slice(_start, _bytes.Length - _start) : _plain.Written;

    /// <summary>Ends a page.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="values">Its values, absent ones too.</param>
    /// <param name="encoding">How they are encoded.</param>
    public void End(PageType type, int values, FormatEncoding encoding)
    {
        int length = Payload.Length;
        if (_options.Compression == Compression.Gzip)
        {
            BeginStored();
            GzipEncoder.Append(_plain.Written, _options.Level, _bytes);
        }

        // The header's size is known only now, so room is left in front of the payload and filled from behind.
        Span<byte> stored = _bytes.Slice(_start, _bytes.Length - _start);
        _header.Clear();
        new PageHeader(type, length, stored.Length, Crc32.Of(stored), values, encoding).Write(_headerWriter);
        int start = _start - _header.Length;
        _header.Written.CopyTo(_bytes.Slice(start, _header.Length));
        var page = new Page(start, _header.Length, _bytes.Length - start, _header.Length + length);
        _pages.Insert(type == PageType.Dictionary ? 0 : _pages.Count, page);
    }

    /// <summary>Writes the pages, a dictionary first, and begins anew.</summary>
    /// <returns>Bytes written, bytes before compression, bytes of a dictionary page at the front, and the checksum of all headers.</returns>
    public (long Bytes, long Plain, long Dictionary, uint Headers) MoveTo(Stream stream, bool hasDictionary)
    {
        long bytes = 0, whole = 0;
        uint headers = 0;
        foreach (Page page in _pages)
        {
            stream.Write(_bytes.Slice(page.Start, page.Length));
            headers = Crc32.Append(headers, _bytes.Slice(page.Start, page.Header));
            bytes += page.Length;
            whole += page.Plain;
        }

        long dictionary = hasDictionary ? _pages[0].Length : 0;
        _pages.Clear();
        _bytes.Clear();
        return (bytes, whole, dictionary, headers);
    }

    /// <summary>Gives memory back.</summary>
    public void Free()
    {
        _bytes.Free();
        _header.Free();
    }

    private void BeginStored()
    {
        _bytes.Room(Limits.HeaderBytes);
        _bytes.Advance(Limits.HeaderBytes);
        _start = _bytes.Length;
    }

    private readonly record struct Page(int Start, int Header, int Length, int Plain);
}
