using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Neuro.Experiments.Data.Idx;

/// <summary>Gives the parts of a data set the form of IDX files.</summary>
internal static class IdxWriter
{
    /// <summary>Writes the images of a part.</summary>
    public static void WriteImages(Stream stream, ImageSet set)
    {
        stream.Write(Header(IdxFormat.Images, set.Count, set.Rows, set.Columns));
        stream.Write(set.Pixels);
    }

    /// <summary>Writes the labels of a part.</summary>
    public static void WriteLabels(Stream stream, ImageSet set)
    {
        stream.Write(Header(IdxFormat.Labels, set.Count));
        stream.Write(set.Labels);
    }

    /// <summary>The checksum that an uncompressed file with the images of a part would have.</summary>
    public static DataChecksum ChecksumOfImages(string file, ImageSet set) =>
        Checksum(file, Header(IdxFormat.Images, set.Count, set.Rows, set.Columns), set.Pixels);

    /// <summary>The checksum that an uncompressed file with the labels of a part would have.</summary>
    public static DataChecksum ChecksumOfLabels(string file, ImageSet set) =>
        Checksum(file, Header(IdxFormat.Labels, set.Count), set.Labels);

    private static byte[] Header(uint magic, params ReadOnlySpan<int> sizes)
    {
        var header = new byte[IdxFormat.HeaderLength(magic)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (var i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        }

        return header;
    }

    private static DataChecksum Checksum(string file, byte[] header, ReadOnlySpan<byte> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(values);
        var sum = Convert.ToHexStringLower(hash.GetHashAndReset());
        return new DataChecksum(file, sum, sum);
    }
}
