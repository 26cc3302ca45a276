using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Randomness;

public sealed class RandomKeyTests
{
    private static readonly RandomKey Key = new(7, "hidden1", "weights");

    [Fact]
    public void Every_part_matters()
    {
        RandomKey[] keys =
        [
            Key,
            new(8, "hidden1", "weights"),
            new(7, "hidden2", "weights"),
            new(7, "hidden1", "noise"),
            new(7, "weights", "hidden1"),
            new(7, "hidden1", "weights", replica: 1),
            Key.ForUnit(1),
            Key.ForSample(1),
            Key.ForStep(1),
            Key.ForStep(1L << 32),
            Key.ForUnit(1).ForSample(1),
            Key.ForUnit(1).ForStep(1),
            Key.ForUnit(RandomKey.UnitLimit - 1),
            Key.ForSample(RandomKey.SampleLimit - 1),
            Key.ForStep(RandomKey.StepLimit - 1),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys.Length, keys.Select(key => new RandomStream(key)).Distinct().Count());
        Assert.Equal(keys.Length, keys.Select(key => new RandomStream(key).Bits(0)).Distinct().Count());
    }

    [Fact]
    public void Equal_parts_make_equal_keys()
    {
        Assert.Equal(Key, new RandomKey(7, "hidden1", "noise").ForStream("weights"));
        Assert.Equal(Key.ForUnit(3).ForStep(4), Key.ForStep(9).ForUnit(3).ForStep(4));
    }

    [Fact]
    public void The_default_key_has_a_stream() => Assert.Equal(default, new RandomStream(default));

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Key.ForUnit(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Key.ForUnit(RandomKey.UnitLimit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Key.ForSample(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Key.ForSample(RandomKey.SampleLimit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Key.ForStep(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Key.ForStep(RandomKey.StepLimit));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomKey(1, "a", "b", replica: -1));
    }

    [Fact]
    public void Missing_names_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new RandomKey(1, null!, "b"));
        Assert.Throws<ArgumentNullException>(() => new RandomKey(1, "a", null!));
        Assert.Throws<ArgumentNullException>(() => Key.ForStream(null!));
    }
}
