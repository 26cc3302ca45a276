using Neuro.Experiments.Parquet.Encodings;

namespace Neuro.Tests.Experiments.Parquet.Encodings;

/// <summary>Packed numbers of every width, compared bit by bit.</summary>
public sealed class BitPackingTests
{
    private const int Count = 328;

    public static TheoryData<int> Widths => [.. Enumerable.Range(0, 65)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Packs_lowest_bits_first(int width)
    {
        var (values, packed) = Packed(width);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(values[i], PlainDecoders.Bits(packed, (long)i * width, width));
        }
    }

    /// <summary>Right at the end of the bytes, and with others behind, which must not matter.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Unpacks_what_was_packed(int width)
    {
        var (values, packed) = Packed(width);
        foreach (int behind in new[] { 0, 1, 15, 16, 100 })
        {
            byte[] source = [.. packed.AsSpan(0, Count / 8 * width), .. Enumerable.Repeat((byte)0xff, behind)];
            for (int count = 0; count <= Count; count += count < 64 ? 8 : 88)
            {
                Assert.Equal(values[..count], Unpacked(source, width, count));
            }
        }
    }

    private static ulong[] Unpacked(byte[] source, int width, int count)
    {
        if (width > 32)
        {
            var wide = new ulong[count];
            BitPacking.Unpack(source, width, wide);
            return wide;
        }

        var values = new uint[count];
        BitPacking.Unpack(source, width, values);
        return [.. values.Select(value => (ulong)value)];
    }

    private static (ulong[] Values, byte[] Packed) Packed(int width)
    {
        var random = new Random(width);
        ulong mask = width == 0 ? 0 : ulong.MaxValue >> (64 - width);
        ulong[] values = [.. Enumerable.Range(0, Count).Select(i => i < 16 ? mask : (ulong)random.NextInt64(long.MinValue, long.MaxValue) & mask)];
        var packed = new byte[(Count / 8 * width) + BitPacking.Slack];
        if (width > 32)
        {
            BitPacking.Pack(values, width, packed);
        }
        else
        {
            BitPacking.Pack([.. values.Select(value => (uint)value)], width, packed);
        }

        return (values, packed);
    }
}
