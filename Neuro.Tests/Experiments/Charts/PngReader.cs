using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Neuro.Tests.Experiments.Charts;

/// <summary>Reads PNG images of a palette, plainly, as the standard says (ISO/IEC 15948), and checks every chunk.</summary>
internal sealed class PngReader
{
    private readonly byte[] _palette = [];
    private readonly byte[] _pixels;

    public PngReader(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], file[..8]);
        var packed = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            var content = file.AsSpan(at + 8, length);
            Assert.Equal(Check(file.AsSpan(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            Types.Add(type);
            switch (type)
            {
                case "IHDR":
                    (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                    Assert.Equal([8, 3, 0, 0, 0], content[8..].ToArray());
                    break;
                case "PLTE":
                    _palette = content.ToArray();
                    break;
                case "IDAT":
                    packed.Write(content);
                    break;
            }

            at += 12 + length;
        }

        packed.Position = 0;
        var rows = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionMode.Decompress))
        {
            stream.CopyTo(rows);
        }

        Assert.Equal(Height * (Width + 1), rows.Length);
        var all = rows.ToArray();
        Assert.All(Enumerable.Range(0, Height), row => Assert.Equal(0, all[row * (Width + 1)]));
        _pixels = [.. Enumerable.Range(0, Height).SelectMany(row => all.Skip((row * (Width + 1)) + 1).Take(Width))];
    }

    public int Width { get; }

    public int Height { get; }

    public List<string> Types { get; } = [];

    public (int Red, int Green, int Blue) this[int row, int column]
    {
        get
        {
            var colour = 3 * _pixels[(row * Width) + column];
            return (_palette[colour], _palette[colour + 1], _palette[colour + 2]);
        }
    }

    /// <summary>CRC-32, bit by bit.</summary>
    public static uint Check(ReadOnlySpan<byte> bytes)
    {
        var check = 0xffffffffu;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var odd = ((check ^ ((uint)value >> bit)) & 1) != 0;
                check = (check >> 1) ^ (odd ? 0xedb88320u : 0);
            }
        }

        return ~check;
    }
}
