using System.Buffers.Binary;
using System.Security.Cryptography;
using Neuro.Experiments.Configuration;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>Reads <c>activity.bin</c>, every checksum checked beforehand.</summary>
/// <remarks>Not thread-safe. What is wrong with the file is a <see cref="ConfigurationException"/> that names file and byte.</remarks>
internal sealed class ActivityReader : IDisposable
{
    private readonly string _file;
    private readonly FileStream _stream;
    private readonly byte[] _header;
    private readonly long _valuesPerTrial;
    private byte[] _block = [];
    private byte[] _checksum;
    private long _read;
    private int _next;
    private int _count;

    private ActivityReader(string file, FileStream stream)
    {
        (_file, _stream) = (file, stream);
        _header = Header();
        Selection = new ActivitySelection(Count(0), Count(1), Count(2));
        _valuesPerTrial = Number(HeaderValues);
        _checksum = _header[^ActivityFile.HashBytes..];
        while (TryReadBlock())
        {
            Trials += _count;
        }

        Rewind();
    }

    /// <summary>What was recorded.</summary>
    public ActivitySelection Selection { get; }

    /// <summary>Trials recorded, in whole blocks.</summary>
    public long Trials { get; }

    /// <summary>Whether the file ends within a block, as after a kill.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Where the interval, the timing hash and the number of values stand in the header.</summary>
    private static int HeaderSelection => ActivityFile.Magic.Length + sizeof(long);

    private static int HeaderTiming => HeaderSelection + (3 * sizeof(long));

    private static int HeaderValues => HeaderTiming + ActivityFile.HashBytes;

    /// <summary>Opens the activity of a run.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ConfigurationException">It cannot be read, or was edited.</exception>
    public static ActivityReader Open(string file)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return new ActivityReader(file, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new ConfigurationException($"{file}: found none that can be read ({e.Message.TrimEnd('.')}), expected the activity of a run", e);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a file that belongs to something else.</summary>
    /// <param name="layout">What the network, selected alike, would record.</param>
    /// <param name="timing">Its timing hash.</param>
    /// <exception cref="ConfigurationException">The file is of another timing or topology.</exception>
    public void Check(ActivityLayout layout, byte[] timing)
    {
        if (!ActivityFile.Header(layout, timing).AsSpan().SequenceEqual(_header))
        {
            throw Wrong("found the activity of another timing or topology, expected that of this network's populations, projections, delays, clocks, phases and batch");
        }
    }

    /// <summary>Reads the values of the next recorded trial.</summary>
    /// <param name="values">Exactly as many as a trial has.</param>
    /// <returns>False at the end of the last whole block.</returns>
    public bool TryRead(Span<float> values)
    {
        if (_next == _count && !TryReadBlock())
        {
            return false;
        }

        var bytes = _block.AsSpan(ActivityFile.BlockHead + (_next * values.Length * sizeof(float)));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        _next++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private byte[] Header()
    {
        var start = Bytes(HeaderValues + (4 * sizeof(long)));
        if (start is null || !start.AsSpan().StartsWith(ActivityFile.Magic))
        {
            throw Wrong("found something else, expected the activity of a run, which begins with NEUROACT");
        }

        var version = BinaryPrimitives.ReadInt64LittleEndian(start.AsSpan(ActivityFile.Magic.Length));
        if (version != ActivityFile.FormatVersion)
        {
            throw Wrong($"found format version {version}, expected {ActivityFile.FormatVersion}");
        }

        List<byte> header = [.. start];
        var populations = BinaryPrimitives.ReadInt64LittleEndian(start.AsSpan(start.Length - sizeof(long)));
        for (var i = 0L; i < populations; i++)
        {
            var sizes = Bytes(2 * sizeof(long));
            header.AddRange(sizes ?? []);
            header.AddRange((sizes is null ? null : Bytes(BinaryPrimitives.ReadInt64LittleEndian(sizes.AsSpan(sizeof(long))))) ?? throw Cut());
        }

        var checksum = Bytes(ActivityFile.HashBytes);
        byte[] whole = [.. header, .. checksum ?? throw Cut()];
        return SHA256.HashData(whole.AsSpan(0, header.Count)).AsSpan().SequenceEqual(checksum) ? whole : throw Wrong($"found another checksum at byte {header.Count} than that of the header before it: the file was edited");
    }

    private int Count(int index)
    {
        var value = Number(HeaderSelection + (index * sizeof(long)));
        return value is > 0 and <= int.MaxValue ? (int)value : throw Wrong($"found {value} at byte {HeaderSelection + (index * sizeof(long))}, expected a positive number");
    }

    private long Number(int at) => BinaryPrimitives.ReadInt64LittleEndian(_header.AsSpan(at));

    private bool TryReadBlock()
    {
        var place = _stream.Position;
        var head = Bytes(ActivityFile.BlockHead);
        if (head is null)
        {
            IsCut = place < _stream.Length;
            _stream.Position = place;
            return false;
        }

        var (trial, count) = (BinaryPrimitives.ReadInt64LittleEndian(head), BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(sizeof(long))));
        if (_valuesPerTrial is <= 0 or > ActivityLayout.LargestTrial || count is <= 0 or > int.MaxValue)
        {
            throw Wrong($"found a block of {count} trials of {_valuesPerTrial} values at byte {place}, expected at least one of each: the file was edited");
        }

        var values = count * _valuesPerTrial * sizeof(float);
        if (values > _stream.Length - _stream.Position - ActivityFile.HashBytes)
        {
            IsCut = true;
            _stream.Position = place;
            return false;
        }

        if (values > Array.MaxLength - ActivityFile.BlockHead)
        {
            throw Wrong($"found a block of {values} bytes at byte {place}, expected at most {Array.MaxLength}: the file was edited");
        }

        _block = [.. head, .. Bytes(values)!];
        var expected = new byte[ActivityFile.HashBytes];
        ActivityFile.Sign(_checksum, _block, expected);
        if (!expected.AsSpan().SequenceEqual(Bytes(ActivityFile.HashBytes)))
        {
            throw Wrong($"found another checksum at byte {_stream.Position - ActivityFile.HashBytes} than that of the block at byte {place}, or of what comes before it: the file was edited");
        }

        if (trial != (_read + _count) * Selection.Every)
        {
            throw Wrong($"found trial {trial} at byte {place}, expected trial {(_read + _count) * Selection.Every}");
        }

        (_checksum, _read, _count, _next) = (expected, _read + _count, (int)count, 0);
        return true;
    }

    private void Rewind()
    {
        _stream.Position = _header.Length;
        (_checksum, _read, _count, _next) = (_header[^ActivityFile.HashBytes..], 0, 0, 0);
    }

    /// <summary>The next bytes; null when there are not so many.</summary>
    private byte[]? Bytes(long count)
    {
        if (count < 0 || count > _stream.Length - _stream.Position)
        {
            return null;
        }

        var bytes = new byte[count];
        _stream.ReadExactly(bytes);
        return bytes;
    }

    private ConfigurationException Cut() => Wrong($"found its end at byte {_stream.Length} within the header: the file was cut");

    private ConfigurationException Wrong(string what) => new($"{_file}: {what}");
}
