using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Neuro.Experiments.Data.Idx;

/// <summary>Reads IDX files of bytes, plain or compressed (<c>.gz</c>), and refuses those that are not whole and exact.</summary>
internal static class IdxReader
{
    /// <summary>Largest height or width of an image, in pixels.</summary>
    public const int MostSide = 4096;

    /// <summary>Deflate packs at most 258 bytes into 2 bits: no file unpacks to more than this many times its length.</summary>
    private const long MostExpansion = 1032;

    /// <summary>Reads a file of images.</summary>
    /// <exception cref="DataException">The file cannot be read or is not a whole, exact file of images.</exception>
    public static IdxData ReadImages(string path) => Read(path, IdxFormat.Images);

    /// <summary>Reads a file of labels.</summary>
    /// <exception cref="DataException">The file cannot be read or is not a whole, exact file of labels.</exception>
    public static IdxData ReadLabels(string path) => Read(path, IdxFormat.Labels);

    /// <summary>Joins images with their labels.</summary>
    /// <exception cref="DataException">The counts differ or a label is out of range.</exception>
    public static ImageSet Join(string name, IdxData images, IdxData labels, int classes)
    {
        if (images.Sizes[0] != labels.Sizes[0])
        {
            throw DataException.At(
                labels.Path, 4, $"{images.Sizes[0]} labels, one for each image of {images.Path}", $"{labels.Sizes[0]}");
        }

        var wrong = Array.FindIndex(labels.Values, label => label >= classes);
        if (wrong >= 0)
        {
            throw DataException.At(
                labels.Path,
                IdxFormat.HeaderLength(IdxFormat.Labels) + (long)wrong,
                $"a label 0..{classes - 1}",
                $"{labels.Values[wrong]}");
        }

        return new ImageSet(name, images.Sizes[1], images.Sizes[2], classes, images.Values, labels.Values);
    }

    private static IdxData Read(string path, uint magic)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var raw = new MemoryStream(bytes);
            if (!path.EndsWith(".gz", StringComparison.Ordinal))
            {
                return Read(path, raw, magic, bytes, packed: false);
            }

            using var unpacked = new GZipStream(raw, CompressionMode.Decompress);
            return Read(path, unpacked, magic, bytes, packed: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataException.Disk(path, "read", e);
        }
    }

    private static IdxData Read(string path, Stream stream, uint magic, byte[] file, bool packed)
    {
        var header = new byte[IdxFormat.HeaderLength(magic)];
        Fill(path, stream, header.AsSpan(0, 4), 0, "the 4 bytes of the magic number");
        var found = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (found != magic)
        {
            throw DataException.At(path, 0, $"magic number 0x{magic:X8} ({Kind(magic)})", $"0x{found:X8}{Explain(found)}");
        }

        Fill(path, stream, header.AsSpan(4), 4, $"a header of {header.Length} bytes");
        var sizes = Sizes(path, header, magic);

        // The length is judged before it is allocated. Sides are bounded, so that the product cannot overflow.
        var length = sizes.Aggregate(1L, (product, size) => product * size);
        var whole = header.Length + length;
        var expected = $"{whole} bytes, as the sizes {string.Join(" x ", sizes)} in the header say";
        if (!packed && whole > file.LongLength)
        {
            throw DataException.At(path, file.LongLength, expected, "the end of the data");
        }

        var most = Math.Min(Array.MaxLength, file.LongLength * MostExpansion);
        if (whole > most)
        {
            throw DataException.At(path, 4, $"sizes of at most {most} bytes, all that the file can hold", expected);
        }

        var values = new byte[length];
        Fill(path, stream, values, header.Length, expected);
        if (ReadUpTo(path, stream, new byte[1], whole) > 0)
        {
            throw DataException.At(path, whole, $"the end after {expected}", "more bytes");
        }

        if (packed && GzipTrailer.ContentLength(file) != (uint)whole)
        {
            throw DataException.At(path, whole, $"a gzip trailer that says {whole} bytes", "another end, as of a file cut short");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(values);
        var content = Convert.ToHexStringLower(hash.GetHashAndReset());
        var sum = packed ? Convert.ToHexStringLower(SHA256.HashData(file)) : content;
        return new IdxData(path, sizes, values, new DataChecksum(Path.GetFileName(path), sum, content));
    }

    private static int[] Sizes(string path, byte[] header, uint magic)
    {
        var sizes = new int[IdxFormat.Dimensions(magic)];
        for (var i = 0; i < sizes.Length; i++)
        {
            var offset = 4 + (4 * i);
            var size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(offset));
            var most = i == 0 ? int.MaxValue : MostSide;
            if (size < 1 || size > most)
            {
                throw DataException.At(path, offset, $"a {(i == 0 ? "count" : "side")} of 1..{most}", $"{size}");
            }

            sizes[i] = (int)size;
        }

        return sizes;
    }

    private static void Fill(string path, Stream stream, Span<byte> target, long offset, string expected)
    {
        var read = ReadUpTo(path, stream, target, offset);
        if (read < target.Length)
        {
            throw DataException.At(path, offset + read, expected, "the end of the data");
        }
    }

    private static int ReadUpTo(string path, Stream stream, Span<byte> target, long offset)
    {
        try
        {
            return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw DataException.At(path, offset, "gzip data", $"damage at or after it ({e.Message})", e);
        }
    }

    private static string Kind(uint magic) => magic == IdxFormat.Images ? "images of bytes" : "labels of bytes";

    private static string Explain(uint magic) => magic switch
    {
        IdxFormat.Images or IdxFormat.Labels => $" ({Kind(magic)})",
        >= 0x1F8B0000 and <= 0x1F8BFFFF => " (a gzip file: its name should end with .gz)",
        _ => "",
    };
}
