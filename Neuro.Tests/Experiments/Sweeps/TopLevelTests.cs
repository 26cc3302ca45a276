using Neuro.Experiments.Sweeps;

namespace Neuro.Tests.Experiments.Sweeps;

public sealed class TopLevelTests
{
    [Theory]
    [InlineData("1,2,3", "1", "2", "3")]
    [InlineData("[300],[300,100]", "[300]", "[300,100]")]
    [InlineData(" a , b ", "a", "b")]
    [InlineData("\"a,b\",c", "\"a,b\"", "c")]
    [InlineData("\"a\\\",b\",c", "\"a\\\",b\"", "c")]
    [InlineData("\"[\",]", "\"[\"", "]")]
    [InlineData("{a:1,b:2},[[1,2],[3,4]]", "{a:1,b:2}", "[[1,2],[3,4]]")]
    [InlineData("x", "x")]
    [InlineData("a,,b", "a", "", "b")]
    [InlineData("", "")]
    public void Split_GivesWhatStandsBetweenCommasOfTheTopLevel(string text, params string[] pieces) => Assert.Equal(pieces, TopLevel.Split(text));
}
