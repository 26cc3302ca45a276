using Neuro.Experiments.Running;

namespace Neuro.Tests.Experiments.Running;

public sealed class IndexTextTests
{
    [Theory]
    [InlineData("all", 5, "0 1 2 3 4")]
    [InlineData("first 3", 5, "0 1 2")]
    [InlineData("first:3", 2, "0 1")]
    [InlineData("every 2", 5, "0 2 4")]
    [InlineData("every:4", 9, "0 4 8")]
    [InlineData("every 100", 9, "0")]
    [InlineData("2..4", 9, "2 3 4")]
    [InlineData("2..400", 4, "2 3")]
    [InlineData("3..3", 4, "3")]
    [InlineData("7", 9, "7")]
    [InlineData("7", 7, "")]
    [InlineData("9..12", 9, "")]
    [InlineData("5|0..2|every 4|2", 10, "0 1 2 4 5 8")]
    public void Numbers_are_those_that_are_written(string text, int count, string expected) =>
        Assert.Equal(expected, string.Join(' ', IndexText.Read(text.Split('|'), count, seed: 1, stream: 2)!));

    [Theory]
    [InlineData("")]
    [InlineData("some")]
    [InlineData("first")]
    [InlineData("first 0")]
    [InlineData("first -1")]
    [InlineData("every 0")]
    [InlineData("random 0")]
    [InlineData("random x")]
    [InlineData("4..2")]
    [InlineData("-1..2")]
    [InlineData("1..")]
    [InlineData("1.5")]
    [InlineData("1...3")]
    [InlineData("first 1 2")]
    [InlineData("99999999999")]
    public void Anything_else_is_none(string text) => Assert.Null(IndexText.Read(["0", text], 10, 1, 2));

    /// <summary>Distinct, in range, the same for the same seed, each number about as often as the others.</summary>
    [Fact]
    public void Random_numbers_are_drawn_without_putting_back()
    {
        var counts = new int[20];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            var drawn = IndexText.Read(["random 5"], 20, seed, 3)!;
            Assert.Equal(drawn, IndexText.Read(["random 5"], 20, seed, 3));
            Assert.Equal(5, drawn.Distinct().Count());
            foreach (var number in drawn)
            {
                counts[number]++;
            }
        }

        // Each is drawn 1000 times on average, with a standard deviation of 27.
        Assert.All(counts, count => Assert.InRange(count, 870, 1130));
        Assert.Equal(Enumerable.Range(0, 20), IndexText.Read(["random 50"], 20, 1, 3));
        Assert.NotEqual(IndexText.Read(["random 5"], 20, 1, 3), IndexText.Read(["random 5"], 20, 1, 4));
    }
}
