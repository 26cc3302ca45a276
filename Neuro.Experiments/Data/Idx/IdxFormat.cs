namespace Neuro.Experiments.Data.Idx;

/// <summary>Numbers of the IDX format: a magic number, one big-endian 32-bit size per dimension, then the values.</summary>
internal static class IdxFormat
{
    /// <summary>Magic number of images: unsigned bytes (0x08), three dimensions.</summary>
    public const uint Images = 0x803;

    /// <summary>Magic number of labels: unsigned bytes (0x08), one dimension.</summary>
    public const uint Labels = 0x801;

    /// <summary>Number of dimensions, which the last byte of the magic number says.</summary>
    public static int Dimensions(uint magic) => (int)(magic & 0xFF);

    /// <summary>Length of the header in bytes, which is also the offset of the first value.</summary>
    public static int HeaderLength(uint magic) => 4 + (4 * Dimensions(magic));
}
