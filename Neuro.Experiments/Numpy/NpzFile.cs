using System.IO.Compression;

namespace Neuro.Experiments.Numpy;

/// <summary>An <c>.npz</c> file: a ZIP archive of <c>.npy</c> files, each an array by name.</summary>
/// <remarks>
/// Checksums, headers and lengths are checked before anything is kept. What is written is the same for the same arrays: entries bear no time.
/// </remarks>
internal sealed class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>No deflated byte becomes more bytes than this.</summary>
    private const long LargestRatio = 1032;

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, NumpyArray> _arrays = new(StringComparer.Ordinal);

    private NpzFile(string file) => File = file;

    /// <summary>The file, for messages.</summary>
    public string File { get; }

    /// <summary>The names of its arrays, in their order.</summary>
    public IReadOnlyCollection<string> Names => _arrays.Keys;

    /// <summary>Its arrays by name, in their order.</summary>
    public IReadOnlyDictionary<string, NumpyArray> Arrays => _arrays;

    /// <summary>An array.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="NumpyException">There is none of that name.</exception>
    public NumpyArray this[string name] => _arrays.TryGetValue(name, out var array)
        ? array
        : throw new NumpyException(File, name, "none of that name", $"one among {(_arrays.Count == 0 ? "none" : string.Join(", ", _arrays.Keys))}");

    /// <summary>An array that must be of a type and a shape.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The size of each dimension.</param>
    /// <exception cref="NumpyException">There is none, or it is another.</exception>
    public ReadOnlySpan<T> Get<T>(string name, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var array = this[name];
        var expected = NumpyArray.KindOf(NumpyTypes.Of<T>(), shape.ToArray());
        return array.Kind == expected ? array.Values<T>() : throw new NumpyException(File, name, array.Kind, expected);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NumpyException">It cannot be read, or is no archive of arrays.</exception>
    public static NpzFile Read(string path)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            return Read(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NumpyException(path, string.Empty, $"none that can be read ({e.Message.TrimEnd('.')})", "an .npz file", e);
        }
    }

    /// <summary>Reads an archive.</summary>
    /// <param name="stream">The archive; can be sought.</param>
    /// <param name="file">How it is called in messages.</param>
    /// <exception cref="NumpyException">It is no archive of arrays.</exception>
    public static NpzFile Read(Stream stream, string file)
    {
        var read = new NpzFile(file);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in archive.Entries)
            {
                read.Add(entry, stream.Length);
            }

            return read;
        }
        catch (InvalidDataException e)
        {
            throw new NumpyException(file, string.Empty, $"no whole archive ({e.Message.TrimEnd('.')})", "an .npz file", e);
        }
    }

    /// <summary>Writes an archive.</summary>
    /// <param name="stream">Where to; can be sought.</param>
    /// <param name="arrays">The arrays by name; names differ.</param>
    /// <param name="deflate">Whether it is compressed.</param>
    /// <param name="comment">The comment at the end of the archive, in ASCII.</param>
    public static void Write(Stream stream, IEnumerable<(string Name, NumpyArray Array)> arrays, bool deflate = false, string comment = "")
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        archive.Comment = comment;
        foreach (var (name, array) in arrays)
        {
            var entry = archive.CreateEntry(name + Extension, deflate ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            entry.LastWriteTime = NoTime;
            using var content = entry.Open();
            content.Write(new NpyHeader(array.Type, [.. array.Shape]).Write());
            content.Write(array.Bytes);
        }
    }

    private void Add(ZipArchiveEntry entry, long length)
    {
        if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
        {
            throw new NumpyException(File, string.Empty, $"an entry '{entry.FullName}'", $"entries whose names end in {Extension}");
        }

        var name = entry.FullName[..^Extension.Length];
        if (entry.CompressedLength > length || entry.Length > LargestRatio * entry.CompressedLength)
        {
            throw new NumpyException(File, name, $"an entry said to have {entry.Length} bytes, {entry.CompressedLength} of them stored", $"what fits into a file of {length} bytes");
        }

        if (!_arrays.TryAdd(name, Read(entry, name)))
        {
            throw new NumpyException(File, name, "a second one of that name", "each name once");
        }
    }

    private NumpyArray Read(ZipArchiveEntry entry, string name)
    {
        using var content = new ChecksumStream(entry.Open());
        var header = NpyHeader.Read(content, File, name);
        var expected = entry.Length - content.Count;
        if (header.Bytes != expected)
        {
            throw new NumpyException(File, name, $"{expected} bytes of values", $"{header.Bytes} for {NumpyArray.KindOf(header.Type, header.Shape)}");
        }

        var bytes = new byte[expected];
        if (content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length || content.ReadByte() >= 0)
        {
            throw new NumpyException(File, name, "another number of bytes", $"the {entry.Length} that the archive tells");
        }

        return content.Checksum == entry.Crc32
            ? NumpyArray.Over(header.Type, header.Shape, bytes)
            : throw new NumpyException(File, name, $"the checksum {content.Checksum:x8}", $"{entry.Crc32:x8}: the file was changed");
    }
}
