using Neuro.Experiments.Configuration;
using Neuro.Experiments.Sweeps;

namespace Neuro.Tests.Experiments.Sweeps;

public sealed class ShardTests
{
    /// <summary>Every cell belongs to one shard, and shards differ by one cell at most, however many there are.</summary>
    [Fact]
    public void Shards_DivideAnyListWithoutRest()
    {
        for (var cells = 0; cells <= 9; cells++)
        {
            for (var shards = 1; shards <= 11; shards++)
            {
                var all = Enumerable.Range(0, cells).ToList();
                var parts = Enumerable.Range(1, shards).Select(i => new Shard(i, shards).Of(all).ToList()).ToList();
                Assert.Equal(all, parts.SelectMany(part => part).Order());
                Assert.All(parts, part => Assert.InRange(part.Count, cells / shards, (cells + shards - 1) / shards));
            }
        }
    }

    [Fact]
    public void Shard_TakesEveryNthFromTheIth() => Assert.Equal("bdf", string.Concat(Shard.Parse("2/2").Of("abcdefg")));

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1/0")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData("a/b")]
    public void Parse_RefusesTheRest(string text) =>
        Assert.StartsWith($"--shard: found {text}, expected I/N", Assert.Throws<ConfigurationException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);
}
