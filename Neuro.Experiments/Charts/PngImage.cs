using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Neuro.Experiments.Charts;

/// <summary>Images of at most 256 colours as PNG files (ISO/IEC 15948).</summary>
internal static class PngImage
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    private static readonly uint[] Checks = [.. Enumerable.Range(0, 256).Select(value => CheckOf((uint)value))];

    /// <summary>Writes an image.</summary>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="pixels">Indices of colours, row by row from the top.</param>
    /// <param name="colours">The colours.</param>
    public static byte[] Encode(int width, ReadOnlySpan<byte> pixels, IReadOnlyList<(byte Red, byte Green, byte Blue)> colours)
    {
        var height = pixels.Length / width;
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8; // bits of an index
        header[9] = 3; // indices into a palette
        Chunk(file, "IHDR", header);
        Chunk(file, "PLTE", [.. colours.SelectMany(c => (byte[])[c.Red, c.Green, c.Blue])]);
        Chunk(file, "IDAT", Packed(width, height, pixels));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>An image as it stands in a page.</summary>
    public static string Link(byte[] file) => $"data:image/png;base64,{Convert.ToBase64String(file)}";

    private static byte[] Packed(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var row = 0; row < height; row++)
            {
                stream.WriteByte(0); // no filter
                stream.Write(pixels.Slice(row * width, width));
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Check(body));
        file.Write(number);
    }

    /// <summary>The check of a chunk: CRC-32 of its type and content (Annex D of the standard).</summary>
    private static uint Check(ReadOnlySpan<byte> body)
    {
        var check = uint.MaxValue;
        foreach (var value in body)
        {
            check = Checks[(check ^ value) & 255] ^ (check >> 8);
        }

        return ~check;
    }

    private static uint CheckOf(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? 0xedb88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
