using System.IO.Compression;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Compresses the payload of a page.</summary>
internal static class GzipEncoder
{
    public static void Append(ReadOnlySpan<byte> payload, CompressionLevel level, ByteBuffer target)
    {
        using var sink = new BufferStream(target);
        using var gzip = new GZipStream(sink, level);
        gzip.Write(payload);
    }

    /// <summary>The end of a buffer, as a stream to write to.</summary>
    private sealed class BufferStream(ByteBuffer target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => target.Append(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => target.Append(buffer);
    }
}
