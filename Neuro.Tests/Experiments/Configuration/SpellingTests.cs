using Neuro.Experiments.Configuration;

namespace Neuro.Tests.Experiments.Configuration;

public class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("epochs", "peochs", 1)]
    [InlineData("abc", "abc", 0)]
    [InlineData("flaw", "lawn", 2)]
    public void Distances_are_the_known_ones(string left, string right, int expected)
    {
        Assert.Equal(expected, Spelling.Distance(left, right));
        Assert.Equal(expected, Spelling.Distance(right, left));
    }

    [Fact]
    public void The_first_of_the_nearest_is_taken()
    {
        Assert.Equal("ab", Spelling.Nearest("aa", ["xy", "ab", "ac"]));
        Assert.Null(Spelling.Nearest("abcdef", ["uvwxyz"]));
        Assert.Null(Spelling.Nearest("abc", []));
    }
}
