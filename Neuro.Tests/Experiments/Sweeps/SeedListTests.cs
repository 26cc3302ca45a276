using Neuro.Experiments.Configuration;
using Neuro.Experiments.Sweeps;

namespace Neuro.Tests.Experiments.Sweeps;

public sealed class SeedListTests
{
    [Theory]
    [InlineData("1..5", 1L, 2L, 3L, 4L, 5L)]
    [InlineData("7..7", 7L)]
    [InlineData("0", 0L)]
    [InlineData("9,1..3,5", 9L, 1L, 2L, 3L, 5L)]
    public void Parse_GivesBothEnds(string text, params long[] seeds) => Assert.Equal(seeds, SeedList.Parse(text));

    [Theory]
    [InlineData("5..1", "found 5..1, expected the smaller seed first: 1..5")]
    [InlineData("1..3,2", "found seed 2 twice")]
    [InlineData("", "expected seeds such as 1..5")]
    [InlineData("1...5", "expected seeds such as 1..5")]
    [InlineData("1..2..3", "expected seeds such as 1..5")]
    [InlineData("-1..3", "expected seeds such as 1..5")]
    [InlineData("1.5", "expected seeds such as 1..5")]
    [InlineData("0..9223372036854775807", "expected seeds such as 1..5")]
    [InlineData("0..9223372036854775806", "expected at most 100000 seeds")]
    [InlineData("0..100000", "expected at most 100000 seeds")]
    public void Parse_RefusesTheRest(string text, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<ConfigurationException>(() => SeedList.Parse(text)).Message, StringComparison.Ordinal);
}
