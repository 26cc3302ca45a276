namespace Neuro.Experiments.Numpy;

/// <summary>The checksum of ZIP archives: the CRC of 32 bits with the reversed polynomial 0xEDB88320.</summary>
/// <remarks>The library's reader of archives does not compare it.</remarks>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>The checksum of some bytes, going on from that of the bytes before them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum so far; 0 at the beginning.</param>
    public static uint Append(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        foreach (var value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Remainder(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? Polynomial ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
