using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Neuro.Experiments.Numpy;

/// <summary>Writes an <c>.npz</c> file array by array and piece by piece, for arrays that are too large to be kept.</summary>
internal sealed class NpzStream : IDisposable
{
    private const string Extension = ".npy";

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;

    /// <summary>Begins an archive.</summary>
    /// <param name="stream">Where to; can be sought; is left open.</param>
    public NpzStream(Stream stream) => _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Begins an array of one dimension. It must be disposed of before the next one.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="length">How many values will follow.</param>
    public Piecewise<T> Begin<T>(string name, int length)
        where T : unmanaged => new(Entry(name), length);

    /// <summary>Writes an array of texts: <c>&lt;U</c>, each padded to the longest.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="texts">The texts.</param>
    public void Add(string name, IReadOnlyCollection<string> texts)
    {
        var width = Math.Max(1, texts.Select(text => text.EnumerateRunes().Count()).DefaultIfEmpty().Max());
        using var entry = Entry(name);
        entry.Write(NpyHeader.Write($"<U{width}", [texts.Count]));
        Span<byte> letter = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            foreach (var rune in text.EnumerateRunes().Concat(Enumerable.Repeat(default(Rune), width - text.EnumerateRunes().Count())))
            {
                BinaryPrimitives.WriteInt32LittleEndian(letter, rune.Value);
                entry.Write(letter);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private Stream Entry(string name)
    {
        var entry = _archive.CreateEntry(name + Extension, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }

    /// <summary>An array that is written piece by piece.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    internal sealed class Piecewise<T> : IDisposable
        where T : unmanaged
    {
        private readonly Stream _entry;
        private long _left;

        internal Piecewise(Stream entry, int length)
        {
            _entry = entry;
            _left = length;
            entry.Write(new NpyHeader(NumpyTypes.Of<T>(), [length]).Write());
        }

        /// <summary>Writes values.</summary>
        /// <param name="values">The values.</param>
        /// <exception cref="InvalidOperationException">There are more than were told.</exception>
        public void Write(ReadOnlySpan<T> values)
        {
            _left -= values.Length;
            if (_left < 0)
            {
                throw new InvalidOperationException($"found {-_left} values more than were told, expected as many");
            }

            _entry.Write(MemoryMarshal.AsBytes(values));
        }

        /// <summary>Says that all values are written.</summary>
        /// <exception cref="InvalidOperationException">There are fewer than were told.</exception>
        public void End()
        {
            if (_left != 0)
            {
                throw new InvalidOperationException($"found {_left} values fewer than were told, expected as many");
            }
        }

        /// <inheritdoc/>
        public void Dispose() => _entry.Dispose();
    }
}
