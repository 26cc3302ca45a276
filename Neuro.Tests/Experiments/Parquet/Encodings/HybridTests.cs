using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Tests.Experiments.Parquet.Encodings;

/// <summary>Run lengths and bit packing, of indices and of levels.</summary>
public sealed class HybridTests
{
    /// <summary>The example of the format's text: 0 to 7 in three bits.</summary>
    [Fact]
    public void The_example_of_the_format() => Assert.Equal([0x03, 0x88, 0xc6, 0xfa], Encode([0, 1, 2, 3, 4, 5, 6, 7], 3));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(18)]
    [InlineData(25)]
    [InlineData(32)]
    public void Indices_in_runs_of_all_lengths(int width)
    {
        var random = new Random(width);
        for (int round = 0; round < 200; round++)
        {
            uint[] values = [.. Runs(random, random.Next(1, 400), () => width == 0 ? 0 : (uint)random.NextInt64(1L << width))];
            var bytes = Encode(values, width);
            Assert.Equal(values, PlainDecoders.Hybrid(bytes, width, values.Length));
            Assert.Equal(values, Decode(bytes, width, values.Length));
        }
    }

    [Fact]
    public void A_long_run_takes_few_bytes() => Assert.Equal([0xa0, 0x8d, 0x06, 5], Encode([.. Enumerable.Repeat(5u, 50_000)], 3));

    [Fact]
    public void Levels_in_runs_of_all_lengths()
    {
        var random = new Random(1);
        var encoder = new LevelEncoder();
        for (int round = 0; round < 200; round++)
        {
            uint[] levels = [.. Runs(random, random.Next(1, 1000), () => (uint)random.Next(2))];
            for (int i = 0; i < levels.Length;)
            {
                int run = Math.Min(random.Next(1, 4), levels.Skip(i).TakeWhile(level => level == levels[i]).Count());
                encoder.Add(levels[i] == 1, run);
                i += run;
            }

            var target = new ByteBuffer();
            encoder.MoveTo(target);
            target.Append(0xee);
            byte[] bytes = target.Written.ToArray();
            Assert.Equal(bytes.Length - 5, BitConverter.ToInt32(bytes));
            Assert.Equal(levels, PlainDecoders.Hybrid(bytes[4..^1], 1, levels.Length));
            var present = new bool[levels.Length];
            Assert.Equal([0xee], LevelDecoder.Decode(bytes, present, out int count).ToArray());
            Assert.Equal(levels.Select(level => level == 1), present);
            Assert.Equal(levels.Count(level => level == 1), count);
        }
    }

    [Theory]
    [InlineData(3, "0200", 5, "the end of the bytes")]
    [InlineData(3, "0c08", 6, "the number 8 in a run")]
    [InlineData(3, "0e01", 6, "a run of 7 numbers")]
    [InlineData(3, "00", 1, "a run of 0 numbers")]
    [InlineData(3, "0188c6fa", 8, "0 groups")]
    [InlineData(3, "0588c6fa", 8, "2 groups")]
    [InlineData(3, "0388c6", 8, "the end of the page")]
    [InlineData(3, "", 8, "the end of the bytes")]
    [InlineData(3, "80808080808080808002", 8, "a number of over 64 bits")]
    [InlineData(3, "feffffffffffffffff01", 8, "a run of")]
    public void Damaged_runs_are_refused(int width, string hexadecimal, int count, string found)
    {
        var error = Assert.Throws<MalformedException>(() => Decode(Convert.FromHexString(hexadecimal), width, count));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    private static IEnumerable<uint> Runs(Random random, int count, Func<uint> next)
    {
        while (count > 0)
        {
            uint value = next();
            int run = Math.Min(count, random.Next(3) switch { 0 => 1, 1 => random.Next(1, 30), _ => random.Next(1, 130) });
            for (int i = 0; i < run; i++)
            {
                yield return value;
            }

            count -= run;
        }
    }

    private static byte[] Encode(uint[] values, int width)
    {
        var target = new ByteBuffer();
        HybridEncoder.Encode([.. values, .. Enumerable.Repeat(uint.MaxValue, 7)], values.Length, width, target);
        return target.Written.ToArray();
    }

    private static uint[] Decode(byte[] bytes, int width, int count)
    {
        var reader = new HybridReader(bytes, width);
        var values = new List<uint>();
        while (values.Count < count)
        {
            int run = reader.Next(count - values.Count, out uint value, out bool isPacked);
            var taken = new uint[(run + 7) & ~7];
            if (isPacked)
            {
                reader.Take(taken);
            }
            else
            {
                Array.Fill(taken, value);
            }

            values.AddRange(taken[..run]);
        }

        Assert.True(reader.IsAtEnd);
        return [.. values];
    }
}
