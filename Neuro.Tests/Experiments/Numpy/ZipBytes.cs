using System.Buffers.Binary;
using System.Text;

namespace Neuro.Tests.Experiments.Numpy;

/// <summary>Archives written byte by byte after the description of ZIP (APPNOTE 4.3): stored entries, or what a test makes of them.</summary>
internal sealed class ZipBytes
{
    private readonly List<byte> _entries = [];
    private readonly List<byte> _directory = [];
    private int _count;

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">What it holds once unpacked.</param>
    /// <param name="packed">How it lies in the file; null for stored.</param>
    /// <param name="crc">Its checksum; null for the right one.</param>
    /// <param name="length">The length that is told; null for the right one.</param>
    public ZipBytes Add(string name, byte[] content, byte[]? packed = null, uint? crc = null, uint? length = null)
    {
        var offset = _entries.Count;
        byte[] common =
        [
            .. Short(0), .. Short(packed is null ? 0 : 8), .. Short(0), .. Short(0x21), .. Int(crc ?? Crc(content)), .. Int((uint)(packed ?? content).Length), .. Int(length ?? (uint)content.Length),
            .. Short(Encoding.ASCII.GetByteCount(name)), .. Short(0),
        ];
        _entries.AddRange([.. "PK\x03\x04"u8, .. Short(20), .. common, .. Encoding.ASCII.GetBytes(name), .. packed ?? content]);
        _directory.AddRange([.. "PK\x01\x02"u8, .. Short(20), .. Short(20), .. common, .. Short(0), .. Short(0), .. Short(0), .. Int(0), .. Int((uint)offset), .. Encoding.ASCII.GetBytes(name)]);
        _count++;
        return this;
    }

    public byte[] End() =>
        [.. _entries, .. _directory, .. "PK\x05\x06"u8, .. Short(0), .. Short(0), .. Short(_count), .. Short(_count), .. Int((uint)_directory.Count), .. Int((uint)_entries.Count), .. Short(0)];

    /// <summary>The head of an array of version 1.0, not padded.</summary>
    public static byte[] Npy(string dictionary, params byte[] values) => [0x93, .. "NUMPY"u8, 1, 0, .. Short(dictionary.Length), .. Encoding.ASCII.GetBytes(dictionary), .. values];

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(value => Int(BitConverter.SingleToUInt32Bits(value)))];

    public static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] Int(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    /// <summary>The checksum bit by bit, as the division of polynomials that it is.</summary>
    public static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var bit in bytes.SelectMany(value => Enumerable.Range(0, 8).Select(i => (uint)(value >> i) & 1)))
        {
            crc = ((crc ^ bit) & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
