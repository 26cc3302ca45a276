using System.Numerics;

namespace Neuro.Tests.Experiments.Parquet.Encodings;

/// <summary>Encodings read as the format's text says it, bit by bit and without haste.</summary>
internal static class PlainDecoders
{
    /// <summary>A number of some bits at a bit offset, lowest bit first.</summary>
    public static ulong Bits(ReadOnlySpan<byte> bytes, long offset, int width)
    {
        ulong value = 0;
        for (int i = 0; i < width; i++)
        {
            long bit = offset + i;
            value |= (ulong)((bytes[(int)(bit / 8)] >> (int)(bit % 8)) & 1) << i;
        }

        return value;
    }

    /// <summary>Run lengths and bit packing: all bytes must be used, and give the wanted count but for the padding of the last group.</summary>
    public static List<uint> Hybrid(byte[] bytes, int width, int count)
    {
        var values = new List<uint>();
        int at = 0;
        while (at < bytes.Length)
        {
            Assert.True(values.Count < count, "bytes are left when all values have been read");
            long head = (long)Varint(bytes, ref at);
            if (head % 2 == 1)
            {
                for (long i = 0; i < head / 2 * 8; i++)
                {
                    values.Add((uint)Bits(bytes.AsSpan(at), i * width, width));
                }

                at += (int)(head / 2 * width);
                Assert.True(values.Count < count + 8, "a whole group of padding");
                values.RemoveRange(Math.Min(count, values.Count), Math.Max(0, values.Count - count));
            }
            else
            {
                int size = (width + 7) / 8;
                values.AddRange(Enumerable.Repeat((uint)Bits(bytes.AsSpan(at), 0, 8 * size), (int)(head / 2)));
                at += size;
            }
        }

        Assert.Equal(count, values.Count);
        return values;
    }

    /// <summary>Differences, with unlimited integers that are cut to the type at the end.</summary>
    public static List<BigInteger> Delta(byte[] bytes, int typeBits)
    {
        int at = 0;
        int block = (int)Varint(bytes, ref at);
        int miniblocks = (int)Varint(bytes, ref at);
        int count = (int)Varint(bytes, ref at);
        BigInteger last = Zigzag(Varint(bytes, ref at));
        Assert.True(block % 128 == 0 && block / miniblocks % 32 == 0, "the format's demands on sizes");
        var values = new List<BigInteger>();
        if (count > 0)
        {
            values.Add(last);
        }

        while (values.Count < count)
        {
            BigInteger least = Zigzag(Varint(bytes, ref at));
            int widths = at;
            at += miniblocks;
            for (int i = 0; i < miniblocks && values.Count < count; i++)
            {
                int width = bytes[widths + i];
                Assert.True(width <= typeBits, $"{width} bits are more than a value has");
                for (int j = 0; j < block / miniblocks && values.Count < count; j++)
                {
                    last = Wrap(last + least + Bits(bytes.AsSpan(at), (long)j * width, width), typeBits);
                    values.Add(last);
                }

                at += block / miniblocks * width / 8;
            }
        }

        Assert.Equal(bytes.Length, at);
        return values;
    }

    private static BigInteger Wrap(BigInteger value, int bits)
    {
        BigInteger modulus = BigInteger.One << bits;
        BigInteger rest = ((value % modulus) + modulus) % modulus;
        return rest >= modulus / 2 ? rest - modulus : rest;
    }

    private static BigInteger Zigzag(ulong value) => value % 2 == 0 ? value / 2 : -(BigInteger)(value / 2) - 1;

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            value |= (ulong)(bytes[at] & 0x7f) << shift;
            if (bytes[at++] < 0x80)
            {
                return value;
            }
        }
    }
}
