using System.IO.Compression;
using System.Security.Cryptography;
using Neuro.Experiments.Data.Digits;
using Neuro.Experiments.Data.Patterns;

namespace Neuro.Experiments.Data;

/// <summary>Compares the files of known data sets with the checksums of the catalogue.</summary>
public static class DataChecker
{
    /// <summary>Checks every file of a data set. A built-in set is made anew and compared with its published checksums.</summary>
    /// <param name="info">The data set.</param>
    /// <param name="locator">Where it lies.</param>
    /// <exception cref="DataException">A file cannot be read at all.</exception>
    public static DataCheck Check(DataSetInfo info, DataSetLocator locator) => new(
        info.Name,
        info.BuiltIn && !info.Generated
            ? [.. info.Files.Zip(Made(info).Checksums, (file, found) => Compare(file, found))]
            : [.. info.Files.Select(file => Check(info.Name, file, locator))]);

    /// <summary>Checks one file of a data set.</summary>
    internal static FileCheck Check(string name, DataFile file, DataSetLocator locator)
    {
        if (locator.Find(name, file) is not { } path)
        {
            return new FileCheck(
                file.PackedName, FileState.Missing, $"{file.PackedName} or {file.Name} in {locator.Folder(name)}", "no such file");
        }

        try
        {
            return Compare(file, Hash(path));
        }
        catch (InvalidDataException e)
        {
            return new FileCheck(Path.GetFileName(path), FileState.Wrong, "gzip data", $"damaged data: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataException.Disk(path, "read", e);
        }
    }

    /// <summary>Made anew, not the one in memory.</summary>
    private static DataSet Made(DataSetInfo info) => info.Name == PatternGenerator.Info.Name ? PatternGenerator.Generate(new PatternOptions()) : BuiltInDigits.Generate();

    private static FileCheck Compare(DataFile file, DataChecksum found)
    {
        var packed = found.File == file.PackedName;
        if (file.IsMatchedBy(found))
        {
            return found.ContentSha256 == file.ContentSha256
                ? new FileCheck(found.File, FileState.Right, $"content {file.ContentSha256}", $"content {found.ContentSha256}")
                : new FileCheck(found.File, FileState.Right, file.PackedSha256!, found.Sha256);
        }

        if (file.ContentSha256 is { } content)
        {
            return new FileCheck(found.File, FileState.Wrong, $"content {content}", $"content {found.ContentSha256}");
        }

        return packed && file.PackedSha256 is { } whole
            ? new FileCheck(found.File, FileState.Wrong, whole, found.Sha256)
            : new FileCheck(found.File, FileState.Unknown, "no checksum is known", $"content {found.ContentSha256}");
    }

    private static DataChecksum Hash(string path)
    {
        using var stream = File.OpenRead(path);
        var whole = Hexadecimal(stream);
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return new DataChecksum(Path.GetFileName(path), whole, whole);
        }

        stream.Position = 0;
        using var content = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long length = 0;
        for (int count; (count = content.Read(buffer)) > 0; length += count)
        {
            hash.AppendData(buffer, 0, count);
        }

        stream.Seek(-Math.Min(stream.Length, GzipTrailer.Length), SeekOrigin.End);
        var last = buffer.AsSpan(0, stream.Read(buffer.AsSpan(0, GzipTrailer.Length)));
        if (last.Length < GzipTrailer.Length || GzipTrailer.ContentLength(last) != (uint)length)
        {
            throw new InvalidDataException("the end of the file is missing");
        }

        return new DataChecksum(Path.GetFileName(path), whole, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string Hexadecimal(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));
}
