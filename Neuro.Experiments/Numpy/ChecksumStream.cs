using System.IO.Hashing;

namespace Neuro.Experiments.Numpy;

/// <summary>Reads another stream, and takes the checksum of all that goes through.</summary>
/// <param name="inner">The stream; closed with this one.</param>
internal sealed class ChecksumStream(Stream inner) : Stream
{
    private readonly Crc32 _checksum = new();

    /// <summary>The checksum of what was read so far.</summary>
    public uint Checksum => _checksum.GetCurrentHashAsUInt32();

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _checksum.Append(buffer[..read]);
        Count += read;
        return read;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
