using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Reading;

/// <summary>Reads the pages of one column in one row group.</summary>
/// <remarks>Lengths are checked against the chunk, the limits and each other before anything is allocated by them.</remarks>
internal sealed class ChunkReader(Stream stream, bool checksums)
{
    /// <summary>Bytes read where a header begins: it, the levels of a page without absent values, and some values.</summary>
    private const int Ahead = 512;

    private readonly byte[] _head = new byte[Ahead];
    private byte[] _stored = [];
    private byte[] _plain = [];
    private int _headBytes;

    /// <summary>The page being read, from 0, for messages; a dictionary is one, too.</summary>
    public int Page { get; private set; }

    /// <summary>Reads all values.</summary>
    /// <param name="column">The column.</param>
    /// <param name="chunk">The pages.</param>
    /// <param name="decoder">Reads values.</param>
    /// <param name="values">Receives one for each row.</param>
    /// <param name="present">Receives whether each is present; empty for a column that is not optional.</param>
    /// <exception cref="MalformedException">The pages are damaged or none that this module writes.</exception>
    /// <exception cref="EndOfStreamException">The stream has become shorter.</exception>
    public void Read<T>(Column column, ColumnChunk chunk, ValueDecoder<T> decoder, Span<T> values, Span<bool> present)
    {
        long at = chunk.Offset;
        long end = at + chunk.CompressedBytes;
        (long plain, uint headers, int row, int nulls) = (0, 0, 0, 0);
        for (Page = 0; row < values.Length; Page++)
        {
            if (at == end)
            {
                throw new MalformedException($"the end of the column after {row} rows", $"{values.Length} rows");
            }

            PageHeader header = ReadHeader(at, end - at, out int length);
            headers = Crc32.Append(headers, _head.AsSpan(0, length));
            Check(header, column, chunk, at, end - at - length, values.Length - row);
            if (header.Type == PageType.Dictionary)
            {
                long next = at + length + header.StoredBytes;
                Require.That(next == chunk.DataOffset, $"a dictionary that ends at offset {next}", $"{chunk.DataOffset}, as the footer says");
                decoder.ReadDictionary(Payload(header, length, chunk), header.Values);
            }
            else
            {
                Span<T> page = values.Slice(row, header.Values);
                nulls += ReadPage(header, length, chunk, decoder, page, present.IsEmpty ? present : present.Slice(row, header.Values));
                row += header.Values;
            }

            plain += length + header.PlainBytes;
            at += length + header.StoredBytes;
        }

        CheckEnd(chunk, end - at, plain, headers, nulls);
    }

    private void CheckEnd(ColumnChunk chunk, long left, long plain, uint headers, int nulls)
    {
        Require.That(left == 0, $"{left} bytes behind the last row", $"none");
        Require.That(plain == chunk.UncompressedBytes, $"{plain} bytes before compression", $"{chunk.UncompressedBytes}, as the footer says");
        Require.That(!checksums || headers == chunk.HeaderChecksum, $"page headers with checksum {headers:x8}", $"{chunk.HeaderChecksum:x8}, as the footer says");
        Require.That(nulls == chunk.Statistics.NullCount, $"{nulls} absent values", $"{chunk.Statistics.NullCount}, as the footer says");
    }

    private static void Check(PageHeader header, Column column, ColumnChunk chunk, long at, long left, int rows)
    {
        Require.That(header.StoredBytes <= left, $"a page of {header.StoredBytes} bytes", $"at most the {left} left of the column");
        Require.That(header.PlainBytes <= Limits.PageBytes, $"a page of {header.PlainBytes} bytes before compression", $"at most {Limits.PageBytes}");
        Require.That(
            chunk.Compression != Compression.None || header.PlainBytes == header.StoredBytes,
            $"a page of {header.StoredBytes} bytes that is {header.PlainBytes} before compression", $"the same, as there is none");
        bool isDictionary = header.Type == PageType.Dictionary;
        Require.That(isDictionary == (chunk.HasDictionary && at == chunk.Offset), $"{(isDictionary ? "a dictionary" : "a data page")}", $"{(isDictionary ? "a data page" : "a dictionary, as the footer says")}");
        if (isDictionary)
        {
            Require.That(header.Encoding == FormatEncoding.Plain, $"a dictionary in encoding {header.Encoding}", $"Plain");
            return;
        }

        Require.That(header.Values >= 1 && header.Values <= rows, $"a page of {header.Values} values", $"1 to the {rows} left");
        Require.That(
            header.Encoding != FormatEncoding.Rle && FormatNames.Fits(column.Type, header.Encoding) && chunk.Encodings.Contains(header.Encoding),
            $"a page in encoding {header.Encoding}", $"one of {string.Join(", ", chunk.Encodings.Where(encoding => encoding != FormatEncoding.Rle))}, as the footer says");
        Require.That(header.Encoding != FormatEncoding.RleDictionary || chunk.HasDictionary, $"indices", $"a dictionary first");
    }

    /// <summary>Reads the values of a page.</summary>
    /// <returns>Number of absent ones.</returns>
    private int ReadPage<T>(PageHeader header, int length, ColumnChunk chunk, ValueDecoder<T> decoder, Span<T> values, Span<bool> present)
    {
        int count = values.Length;
        if (decoder.IsDirect && header.Encoding == FormatEncoding.Plain && chunk.Compression == Compression.None && LevelsAhead(header, length, present) is { } levels)
        {
            if (levels > 0)
            {
                LevelDecoder.Decode(_head.AsSpan(length, levels), present, out count);
            }

            ReadDirect(header, length, levels, values[..count]);
        }
        else
        {
            ReadOnlySpan<byte> source = Payload(header, length, chunk);
            if (!present.IsEmpty)
            {
                source = LevelDecoder.Decode(source, present, out count);
            }

            decoder.Decode(header.Encoding, source, values[..count]);
        }

        if (!present.IsEmpty)
        {
            Spread(values, present, count);
        }

        return values.Length - count;
    }

    /// <summary>Bytes of the levels in front of a page's values; null where they reach beyond what has been read with the header.</summary>
    private int? LevelsAhead(PageHeader header, int length, Span<bool> present)
    {
        if (present.IsEmpty)
        {
            return 0;
        }

        int ahead = Math.Min(_headBytes - length, header.StoredBytes) - sizeof(int);
        return ahead >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(_head.AsSpan(length)) is var bytes && bytes <= ahead ? sizeof(int) + (int)bytes : null;
    }

    /// <summary>Reads plain numbers to where they belong.</summary>
    private void ReadDirect<T>(PageHeader header, int length, int levels, Span<T> values)
    {
        Span<byte> bytes = MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), values.Length * Unsafe.SizeOf<T>());
        Require.That(header.StoredBytes - levels == bytes.Length, $"{header.StoredBytes - levels} bytes of values", $"{bytes.Length}");
        ReadStored(length + levels, bytes);
        uint checksum = checksums ? Crc32.Append(Crc32.Of(_head.AsSpan(length, levels)), bytes) : header.Checksum;
        Verify(header, checksum);
    }

    /// <summary>Moves the values that are present to their rows, from the last on, and clears the others.</summary>
    private static void Spread<T>(Span<T> values, ReadOnlySpan<bool> present, int count)
    {
        // Once as many values are left as rows, each is where it belongs.
        for (int row = values.Length - 1; count <= row; row--)
        {
            values[row] = present[row] ? values[--count] : default!;
        }
    }

    private ReadOnlySpan<byte> Payload(PageHeader header, int length, ColumnChunk chunk)
    {
        Grow(ref _stored, header.StoredBytes);
        Span<byte> stored = _stored.AsSpan(0, header.StoredBytes);
        ReadStored(length, stored);
        Verify(header, checksums ? Crc32.Of(stored) : header.Checksum);
        if (chunk.Compression == Compression.None)
        {
            return stored;
        }

        Grow(ref _plain, header.PlainBytes);
        GzipDecoder.Decode(_stored, header.StoredBytes, _plain.AsSpan(0, header.PlainBytes));
        return _plain.AsSpan(0, header.PlainBytes);
    }

    private static void Verify(PageHeader header, uint checksum) =>
        Require.That(checksum == header.Checksum, $"a page with checksum {checksum:x8}", $"{header.Checksum:x8}, as its header says");

    /// <summary>Reads a header and, as its length is not known before, some of what follows it.</summary>
    private PageHeader ReadHeader(long at, long left, out int length)
    {
        _headBytes = (int)Math.Min(left, _head.Length);
        stream.Position = at;
        stream.ReadExactly(_head, 0, _headBytes);
        return PageHeader.Read(_head.AsSpan(0, Math.Min(_headBytes, Limits.HeaderBytes)), out length);
    }

    private void ReadStored(int headerLength, Span<byte> stored)
    {
        ReadOnlySpan<byte> ahead = _head.AsSpan(headerLength, Math.Min(_headBytes - headerLength, stored.Length));
        ahead.CopyTo(stored);
        stream.ReadExactly(stored[ahead.Length..]);
    }

    private static void Grow(ref byte[] bytes, int length)
    {
        if (bytes.Length < length)
        {
            bytes = new byte[length];
        }
    }
}
