using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Randomness;

public sealed class RandomStreamTests
{
    private static readonly RandomKey Key = new(20, "hidden1", "noise");
    private static readonly RandomStream Stream = new(Key);

    /// <summary>The packing is a promise, since recorded runs depend on it: here it meets the published zero vector.</summary>
    [Fact]
    public void The_zero_key_reads_the_published_zero_block()
    {
        RandomStream zero = new(default);

        Assert.Equal(0x6627e8d5u, zero.Bits(0));
        Assert.Equal(0xe169c58du, zero.Bits(1));
        Assert.Equal(0xbc57ac4cu, zero.Bits(2));
        Assert.Equal(0x9b00dbd8u, zero.Bits(3));
    }

    [Fact]
    public void Unit_sample_step_and_cursor_have_the_documented_bits()
    {
        const int cursor = RandomStream.CursorLimit - 3;
        const int unit = 0xABCDE1;
        const int sample = 0x123456;
        const long step = 0x9876_5432_10FE;
        RandomStream stream = new(default(RandomKey).ForUnit(unit).ForSample(sample).ForStep(step));
        UInt128 counter = ((UInt128)unit << 104) | ((UInt128)sample << 80) | ((UInt128)step << 32) | (UInt128)(cursor / 4);

        PhiloxBlock block = Philox.Generate(
            new PhiloxBlock((uint)counter, (uint)(counter >> 32), (uint)(counter >> 64), (uint)(counter >> 96)), key: 0);

        Assert.Equal(block[cursor % 4], stream.Bits(cursor));
    }

    [Fact]
    public void The_seed_and_names_choose_the_generator_key()
    {
        ulong mixed = StableHash.Mix(StableHash.Mix(20) ^ StableHash.Of("hidden1"));
        mixed = StableHash.Mix(StableHash.Mix(mixed ^ StableHash.Of("noise")) ^ 5);

        Assert.Equal(Philox.Generate(default, mixed)[0], new RandomStream(new RandomKey(20, "hidden1", "noise", replica: 5)).Bits(0));
    }

    [Fact]
    public void Draws_do_not_depend_on_their_order()
    {
        float[] forwards = [.. Enumerable.Range(0, 50).Select(Stream.Normal)];
        float[] backwards = [.. Enumerable.Range(0, 50).Reverse().Select(Stream.Normal).Reverse()];

        Assert.Equal(forwards, backwards);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 37)]
    [InlineData(1, 8)]
    [InlineData(2, 9)]
    [InlineData(3, 1)]
    [InlineData(RandomStream.CursorLimit - 5, 5)]
    public void Filling_equals_drawing_one_by_one(int first, int count)
    {
        float[] uniforms = new float[count];
        float[] normals = new float[count];
        Stream.FillUniform(uniforms, -2, 3, first);
        Stream.FillNormal(normals, first);

        Assert.Equal(Enumerable.Range(first, count).Select(cursor => Stream.Uniform(-2, 3, cursor)), uniforms);
        Assert.Equal(Enumerable.Range(first, count).Select(Stream.Normal), normals);
    }

    /// <summary>Box and Muller written out from the block, with the platform's functions.</summary>
    [Fact]
    public void Normals_are_those_of_box_and_muller()
    {
        RandomStream zero = new(default);
        for (int cursor = 0; cursor < 1000; cursor++)
        {
            PhiloxBlock block = Philox.Generate(new PhiloxBlock((uint)(cursor / 4) | (1u << 30), 0, 0, 0), key: 0);
            int pair = cursor / 2 % 2 * 2;
            double radius = Math.Sqrt(-2 * Math.Log((block[pair] + 0.5) / 4294967296.0));
            double angle = 2 * Math.PI * (block[pair + 1] + 0.5) / 4294967296.0;
            double expected = radius * (cursor % 2 == 0 ? Math.Cos(angle) : Math.Sin(angle));
            Assert.Equal(expected, zero.Normal(cursor), 5e-7);
        }
    }

    [Fact]
    public void Open_uniforms_keep_off_both_ends_and_share_the_bits()
    {
        for (int cursor = 0; cursor < 10_000; cursor++)
        {
            float open = Stream.UniformOpen(cursor);
            Assert.InRange(open, MathF.ScaleB(1, -24), 1 - MathF.ScaleB(1, -24));
            Assert.Equal(Stream.Uniform(cursor), open, MathF.ScaleB(1, -23));
        }
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(1f, 1.0000001f)]
    [InlineData(16777216f, 16777218f)]
    [InlineData(-3.4e38f, 3.4e38f)]
    [InlineData(-1e-45f, 0f)]
    public void A_scaled_uniform_never_reaches_the_upper_bound(float low, float high)
    {
        foreach (float unit in new[] { 0f, 0.5f, 1 - MathF.ScaleB(1, -24) })
        {
            float scaled = RandomStream.Scale(unit, low, high);
            Assert.True(scaled >= low && scaled < high, $"{unit} became {scaled}");
        }

        Assert.Equal(low, RandomStream.Scale(0, low, high));
    }

    /// <summary>Each integer keeps floor(2^64 / n) of the 2^64 words: the first words of three integers are probed.</summary>
    [Theory]
    [InlineData(3UL)]
    [InlineData(10UL)]
    [InlineData(2147483647UL)]
    public void Exactly_the_surplus_words_are_refused(ulong count)
    {
        ulong surplus = (ulong)((UInt128.One << 64) % count);
        UInt128 word = 0;
        ulong refused = 0;
        for (ulong integer = 0; integer < 3; integer++)
        {
            // The first word whose product reaches integer * 2^64, the only place where a remainder can be small.
            word = (((UInt128)integer << 64) + count - 1) / count;
            bool accepted = RandomStream.TryReduce((ulong)word, count, out ulong found);
            Assert.Equal(integer, found);
            UInt128 remainder = (word * count) - ((UInt128)integer << 64);
            Assert.Equal(remainder >= surplus, accepted);
            refused += accepted ? 0UL : 1UL;
            Assert.True(RandomStream.TryReduce((ulong)word + 1, count, out _));
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public void One_integer_is_always_zero_and_the_largest_count_works()
    {
        Assert.Equal(0, Stream.Below(1, 5));
        Assert.InRange(Stream.Below(int.MaxValue, RandomStream.CursorLimit - 1), 0, int.MaxValue - 1);
    }

    [Fact]
    public void Cursors_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Bits(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Uniform(RandomStream.CursorLimit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Normal(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Below(2, RandomStream.CursorLimit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.FillNormal(new float[5], RandomStream.CursorLimit - 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.FillUniform(new float[1], 0, 1, -1));
    }

    [Theory]
    [InlineData(1f, 1f)]
    [InlineData(2f, 1f)]
    [InlineData(float.NaN, 1f)]
    [InlineData(0f, float.PositiveInfinity)]
    [InlineData(0f, float.NaN)]
    public void Bounds_must_be_finite_and_in_order(float low, float high)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Uniform(low, high, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.FillUniform(new float[1], low, high, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_integer_needs_a_positive_count(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Below(count, 0));
}
