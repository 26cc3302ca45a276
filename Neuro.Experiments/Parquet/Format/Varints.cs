namespace Neuro.Experiments.Parquet.Format;

/// <summary>Numbers of seven bits a byte, lowest first.</summary>
internal static class Varints
{
    /// <summary>Reads a number of up to 64 bits and moves behind it.</summary>
    /// <exception cref="MalformedException">The bytes end, or the number has more bits.</exception>
    public static ulong Read(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if ((uint)position >= (uint)bytes.Length)
            {
                throw new MalformedException("the end of the bytes", "the rest of a number");
            }

            byte next = bytes[position++];
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new MalformedException("a number of over 64 bits", "at most 64 bits");
    }

    public static long ReadZigzag(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = Read(bytes, ref position);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
