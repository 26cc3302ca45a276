using System.Numerics;
using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Tests.Experiments.Parquet.Encodings;

/// <summary>Differences of neighbours.</summary>
public sealed class DeltaTests
{
    /// <summary>The two examples of the format's text, with padding to a miniblock.</summary>
    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 5 }, "80010405020200000000")]
    [InlineData(new[] { 7, 5, 3, 1, 2, 3, 4, 5 }, "800104080e0302000000c03f000000000000")]
    public void The_examples_of_the_format(int[] values, string hexadecimal) => Assert.Equal(hexadecimal, Convert.ToHexStringLower(Encode<int>(values)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(33)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(130)]
    [InlineData(1000)]
    public void Steps_of_all_widths(int count)
    {
        var random = new Random(count);
        for (int round = 0; round < 66; round++)
        {
            int shift = round % 66;
            int[] narrow = Walk<int>(count, () => (int)(random.NextInt64(long.MinValue, long.MaxValue) >> Math.Min(63, 32 + (shift / 2))));
            AssertHolds(narrow, 32);
            long[] wide = Walk<long>(count, () => random.NextInt64(long.MinValue, long.MaxValue) >> Math.Min(63, shift));
            AssertHolds(wide, 64);
        }
    }

    [Fact]
    public void Extremes_side_by_side()
    {
        int[] ints = [int.MinValue, int.MaxValue, int.MinValue, 0, int.MinValue, -1, int.MaxValue, int.MaxValue];
        long[] longs = [long.MinValue, long.MaxValue, long.MinValue, 0, long.MinValue, -1, long.MaxValue, long.MaxValue];
        AssertHolds(ints, 32);
        AssertHolds(longs, 64);
    }

    [Theory]
    [InlineData("8002040002", "256 values in a block")]
    [InlineData("8001080002", "8 miniblocks")]
    [InlineData("8001040602", "6 values coded")]
    [InlineData("80010405feffffff1f", "the number")]
    [InlineData("8001040502", "the end of the bytes")]
    [InlineData("8001040502020000", "the end of the page")]
    [InlineData("80010405020221000000", "differences of 33 bits")]
    [InlineData("80010405020201000000", "the end of the page")]
    [InlineData("8001040502020000000000", "1 bytes behind")]
    public void Damaged_differences_are_refused(string hexadecimal, string found)
    {
        var error = Assert.Throws<MalformedException>(() => DeltaDecoder.Decode(Convert.FromHexString(hexadecimal), new int[5]));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    private static T[] Walk<T>(int count, Func<T> step)
        where T : IBinaryInteger<T>
    {
        var values = new T[count];
        T last = step();
        for (int i = 0; i < count; i++)
        {
            // Now and then a stretch of equal steps.
            last = unchecked(last + (i / 50 % 3 == 1 ? T.One : step()));
            values[i] = last;
        }

        return values;
    }

    private static void AssertHolds<T>(T[] values, int bits)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        byte[] bytes = Encode<T>(values);
        Assert.Equal(values.Select(value => BigInteger.CreateChecked(value)), PlainDecoders.Delta(bytes, bits));
        var read = new T[values.Length];
        DeltaDecoder.Decode(bytes, read);
        Assert.Equal(values, read);
    }

    private static byte[] Encode<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var target = new ByteBuffer();
        DeltaEncoder.Encode(values, target);
        return target.Written.ToArray();
    }
}
